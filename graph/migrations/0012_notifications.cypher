// Notifications are found by what is still to be done with them, and forgotten by their age.
CREATE CONSTRAINT notification_id IF NOT EXISTS FOR (n:Notification) REQUIRE n.id IS UNIQUE;
CREATE INDEX notification_due IF NOT EXISTS FOR (n:Notification) ON (n.state, n.due);
CREATE INDEX notification_made IF NOT EXISTS FOR (n:Notification) ON (n.made);
