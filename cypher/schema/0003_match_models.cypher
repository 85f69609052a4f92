// One match model for each kind.
// Args: none
// Returns: nothing
CREATE CONSTRAINT match_model_id IF NOT EXISTS FOR (n:MatchModel) REQUIRE n.id IS UNIQUE;
