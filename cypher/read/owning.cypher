// Direct owners of some companies.
// Args:
//   ids: golden ids
// Returns:
//   owner, owned: golden ids; their names; properties (JSON)
UNWIND $ids AS id
MATCH (b:Golden {id: id})<-[e:OWNS]-(a:Golden)
RETURN a.id AS owner, a.name AS owner_name, b.id AS owned, b.name AS owned_name, e.properties AS properties
ORDER BY owner, owned
