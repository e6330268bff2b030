// Who knows a skill is read in the order of this index, best first (see docs/graph-model.md).
CREATE INDEX knows_skill_score IF NOT EXISTS FOR ()-[k:KNOWS]-() ON (k.skill, k.score);
CREATE INDEX person_name IF NOT EXISTS FOR (n:Person) ON (n.name);
CREATE INDEX person_email IF NOT EXISTS FOR (n:Person) ON (n.email);
CREATE INDEX skill_changed IF NOT EXISTS FOR (n:Skill) ON (n.changed);
CREATE INDEX skill_label IF NOT EXISTS FOR (n:Skill) ON (n.label);
CREATE INDEX session_expires IF NOT EXISTS FOR (n:Session) ON (n.expires);
CREATE INDEX audit_event_at IF NOT EXISTS FOR (n:AuditEvent) ON (n.at);
CREATE INDEX audit_event_subject IF NOT EXISTS FOR (n:AuditEvent) ON (n.subject);
CREATE INDEX unmet_search_day IF NOT EXISTS FOR (n:UnmetSearch) ON (n.day);
CREATE INDEX document_review_due IF NOT EXISTS FOR (n:Document) ON (n.review_due);
