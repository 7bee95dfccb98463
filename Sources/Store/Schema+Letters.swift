extension Schema {
  /// Letters as they went out; the words are a payload.
  static let letters = [
    """
    CREATE TABLE letter (
      school TEXT NOT NULL REFERENCES school (id),
      id TEXT NOT NULL,
      number BIGINT NOT NULL CHECK (number > 0),
      kind TEXT NOT NULL CHECK (kind <> ''),
      language TEXT NOT NULL CHECK (language <> ''),
      form TEXT NOT NULL CHECK (form <> ''),
      about_kind TEXT NOT NULL CHECK (about_kind <> ''),
      about TEXT NOT NULL CHECK (about <> ''),
      reference TEXT NOT NULL CHECK (reference <> ''),
      addressee TEXT,
      finalised_by TEXT NOT NULL,
      finalised_at BIGINT NOT NULL,
      payload TEXT NOT NULL,
      PRIMARY KEY (school, id),
      UNIQUE (school, number),
      CHECK (addressee IS NULL OR addressee <> finalised_by),
      FOREIGN KEY (school, addressee) REFERENCES member (school, id),
      FOREIGN KEY (school, finalised_by) REFERENCES member (school, id))
    """,
    "CREATE INDEX letter_about ON letter (school, about)",
    "CREATE INDEX letter_addressee ON letter (school, addressee)",
  ]
}
