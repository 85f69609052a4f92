// Indexes for look-ups that are not by id.
// Args: none
// Returns: nothing
CREATE INDEX source_record_component IF NOT EXISTS FOR (n:SourceRecord) ON (n.component);
CREATE INDEX source_record_pending IF NOT EXISTS FOR (n:SourceRecord) ON (n.pending);
CREATE INDEX identity_anchor IF NOT EXISTS FOR (n:Identity) ON (n.anchor);
CREATE INDEX identity_founder IF NOT EXISTS FOR (n:Identity) ON (n.founder);
CREATE INDEX event_subject IF NOT EXISTS FOR (n:Event) ON (n.subject);
CREATE INDEX rejection_file IF NOT EXISTS FOR (n:Rejection) ON (n.file);
CREATE INDEX load_digest IF NOT EXISTS FOR (n:Load) ON (n.digest);
