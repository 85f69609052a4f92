// Close open rejections of rows that are being read again; those that still fault are opened anew.
// Args:
//   source, file: where the rows are
//   rows: row numbers
//   load: id of the load that reads them
// Returns: nothing
MATCH (j:Rejection {source: $source, file: $file, state: 'open'})
WHERE j.row IN $rows
SET j.state = 'cured', j.cured_by = $load
