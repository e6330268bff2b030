// Questions are opened by their id, watched while they are open, and counted by when they were put.
CREATE CONSTRAINT question_id IF NOT EXISTS FOR (n:Question) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT answer_id IF NOT EXISTS FOR (n:Answer) REQUIRE n.id IS UNIQUE;
CREATE INDEX question_status IF NOT EXISTS FOR (n:Question) ON (n.status);
CREATE INDEX put_to_at IF NOT EXISTS FOR ()-[put:PUT_TO]-() ON (put.at);
