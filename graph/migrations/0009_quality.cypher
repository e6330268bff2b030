// Documents are read by the day when their review is due.
CREATE INDEX document_review_due IF NOT EXISTS FOR (n:Document) ON (n.review_due);
CREATE INDEX asked_to_review IF NOT EXISTS FOR ()-[r:ASKED_TO_REVIEW]-() ON (r.asked);
