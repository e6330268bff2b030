// Text analysis learns from answers: they are read as a whole, and what was learnt is one node.
CREATE INDEX suggestion_answer IF NOT EXISTS FOR (n:Suggestion) ON (n.answer);
CREATE CONSTRAINT suggestion_model_id IF NOT EXISTS FOR (n:SuggestionModel) REQUIRE n.id IS UNIQUE;
