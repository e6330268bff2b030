// Documents have a space; those that are there already are there for everybody.
MATCH (d:Document) WHERE d.space IS NULL SET d.space = 'organisation';
CREATE CONSTRAINT document_version_id IF NOT EXISTS FOR (n:DocumentVersion) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT suggestion_id IF NOT EXISTS FOR (n:Suggestion) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT upload_id IF NOT EXISTS FOR (n:Upload) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT collection_id IF NOT EXISTS FOR (n:Collection) REQUIRE n.id IS UNIQUE;
CREATE INDEX document_title IF NOT EXISTS FOR (n:Document) ON (n.title);
CREATE INDEX document_original IF NOT EXISTS FOR (n:Document) ON (n.original_digest);
CREATE INDEX document_text IF NOT EXISTS FOR (n:Document) ON (n.text_digest);
CREATE INDEX document_analysis IF NOT EXISTS FOR (n:Document) ON (n.analysis);
