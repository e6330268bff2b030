// Packs are opened by their id, which is their link, and forgotten by the day when it ends.
CREATE CONSTRAINT pack_id IF NOT EXISTS FOR (n:Pack) REQUIRE n.id IS UNIQUE;
CREATE INDEX pack_expires IF NOT EXISTS FOR (n:Pack) ON (n.expires);
