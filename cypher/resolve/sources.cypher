// How far each source is believed.
// Args: none
// Returns:
//   id, title, trust, attribute_trust (JSON), half_life_days
MATCH (s:Source)
RETURN s.id AS id, s.title AS title, s.trust AS trust, s.attribute_trust AS attribute_trust,
       s.half_life_days AS half_life_days
ORDER BY id
