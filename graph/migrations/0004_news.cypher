// The home page names the newest documents.
CREATE INDEX document_published IF NOT EXISTS FOR (n:Document) ON (n.published);
