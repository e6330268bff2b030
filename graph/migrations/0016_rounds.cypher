// Review rounds are watched while they are open; items are found by whom they ask; goals by id.
CREATE CONSTRAINT review_round_id IF NOT EXISTS FOR (n:ReviewRound) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT review_item_id IF NOT EXISTS FOR (n:ReviewItem) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT learning_goal_id IF NOT EXISTS FOR (n:LearningGoal) REQUIRE n.id IS UNIQUE;
CREATE INDEX review_round_status IF NOT EXISTS FOR (n:ReviewRound) ON (n.status);
