// What is needed: work with an end, and outside profiles that roles were taken from.
CREATE CONSTRAINT work_id IF NOT EXISTS FOR (n:Work) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT occupation_id IF NOT EXISTS FOR (n:Occupation) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT occupation_skill_id IF NOT EXISTS FOR (n:OccupationSkill) REQUIRE n.id IS UNIQUE;
CREATE INDEX work_until IF NOT EXISTS FOR (n:Work) ON (n.until);
