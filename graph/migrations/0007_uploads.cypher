// Uploads are found by whose they are, by their batch, and by what is still to do with them.
CREATE INDEX upload_by IF NOT EXISTS FOR (n:Upload) ON (n.by);
CREATE INDEX upload_batch IF NOT EXISTS FOR (n:Upload) ON (n.batch);
CREATE INDEX upload_state IF NOT EXISTS FOR (n:Upload) ON (n.state);
