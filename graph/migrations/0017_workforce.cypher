// What a workforce in memory is kept in step by: statements and people that were written lately.
CREATE INDEX tagging_changed IF NOT EXISTS FOR (n:Tagging) ON (n.changed);
CREATE INDEX person_changed IF NOT EXISTS FOR (n:Person) ON (n.changed);
