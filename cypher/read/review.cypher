// One open review.
// Args:
//   id: of the review
// Returns:
//   review: its properties
MATCH (v:Review {id: $id})
RETURN properties(v) AS review
