// What is looked for is counted by day, skill, team and kind; read by the days, forgotten by age.
CREATE CONSTRAINT demand_id IF NOT EXISTS FOR (n:Demand) REQUIRE n.id IS UNIQUE;
CREATE INDEX demand_day IF NOT EXISTS FOR (n:Demand) ON (n.day);
