-- The record as akin first kept it. Times are milliseconds since 1970, UTC.
-- Tables without a rowid are stored in the order of their key, which is the
-- order in which the whole record is read.

-- +goose Up
CREATE TABLE user (
  handle TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE board (
  id    TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
  owner TEXT NOT NULL REFERENCES user (handle),
  title TEXT NOT NULL,
  UNIQUE (owner, title)
) STRICT, WITHOUT ROWID;

-- An index of such a table ends with the table's key: this one is (title, id),
-- the order of the list of boards.
CREATE INDEX board_title ON board (title);

-- What is known about original bytes. A pure function of them, so never updated.
CREATE TABLE picture (
  hash      TEXT NOT NULL PRIMARY KEY,
  format    TEXT NOT NULL,
  bytes     INTEGER NOT NULL,
  width     INTEGER NOT NULL,
  height    INTEGER NOT NULL,
  taken     INTEGER, -- null if the picture does not say
  thumbhash BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE pin (
  id          TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
  owner       TEXT NOT NULL REFERENCES user (handle),
  title       TEXT NOT NULL,
  description TEXT NOT NULL,
  tags        TEXT NOT NULL, -- JSON array of strings
  link        TEXT NOT NULL,
  source      TEXT NOT NULL,
  picture     TEXT REFERENCES picture (hash), -- null for a pin of words alone
  created     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX pin_source ON pin (source);

CREATE INDEX pin_created ON pin (created DESC, id); -- the order of the newest pins

CREATE TABLE save (
  pin   TEXT NOT NULL REFERENCES pin (id) ON DELETE CASCADE,
  board TEXT NOT NULL REFERENCES board (id) ON DELETE CASCADE,
  user  TEXT NOT NULL REFERENCES user (handle),
  at    INTEGER NOT NULL,
  PRIMARY KEY (pin, board)
) STRICT, WITHOUT ROWID;

CREATE INDEX save_board ON save (board, at DESC, pin); -- the order of a board's pins

-- What was made up once and is kept, by name.
CREATE TABLE setting (
  name  TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Long work, as the job runner writes it down. That it was done is nothing that
-- anything is derived from, so it leaves no change. Results can be large: they
-- stand last, where what reads the other columns does not meet them.
CREATE TABLE job (
  id      TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
  kind    TEXT NOT NULL,
  state   TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled', 'interrupted')),
  stage   TEXT NOT NULL,
  done    INTEGER NOT NULL,
  "all"   INTEGER NOT NULL,
  created INTEGER NOT NULL,
  started INTEGER, -- null before it did
  ended   INTEGER,
  error   TEXT,    -- null unless it failed
  result  TEXT     -- JSON; null for none
) STRICT;

CREATE INDEX job_created ON job (created DESC, id); -- the order of the list of jobs

-- Everything that happens, numbered. The other columns name the subject, which
-- is new, changed or gone: a save has a pin and a board, the rest have one of
-- the three. AUTOINCREMENT: a number is never given twice.
CREATE TABLE change (
  seq   INTEGER PRIMARY KEY AUTOINCREMENT,
  kind  TEXT NOT NULL CHECK (kind IN ('user', 'board', 'pin', 'save')),
  user  TEXT,
  board TEXT,
  pin   TEXT
) STRICT;

-- Changes are numbered by triggers, so that no statement can forget to. Saves
-- that go with their pin or board fire theirs.

-- +goose StatementBegin
CREATE TRIGGER user_added AFTER INSERT ON user BEGIN
  INSERT INTO change (kind, user) VALUES ('user', NEW.handle);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER board_added AFTER INSERT ON board BEGIN
  INSERT INTO change (kind, board) VALUES ('board', NEW.id);
END;
-- +goose StatementEnd

-- A pin is found by its boards' titles, so that all saves to a board change
-- with its title.
-- +goose StatementBegin
CREATE TRIGGER board_changed AFTER UPDATE ON board BEGIN
  INSERT INTO change (kind, board) VALUES ('board', NEW.id);
  INSERT INTO change (kind, board, pin) SELECT 'save', board, pin FROM save WHERE board = NEW.id;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER board_dropped AFTER DELETE ON board BEGIN
  INSERT INTO change (kind, board) VALUES ('board', OLD.id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER pin_added AFTER INSERT ON pin BEGIN
  INSERT INTO change (kind, pin) VALUES ('pin', NEW.id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER pin_changed AFTER UPDATE ON pin BEGIN
  INSERT INTO change (kind, pin) VALUES ('pin', NEW.id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER pin_dropped AFTER DELETE ON pin BEGIN
  INSERT INTO change (kind, pin) VALUES ('pin', OLD.id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER save_added AFTER INSERT ON save BEGIN
  INSERT INTO change (kind, board, pin) VALUES ('save', NEW.board, NEW.pin);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER save_dropped AFTER DELETE ON save BEGIN
  INSERT INTO change (kind, board, pin) VALUES ('save', OLD.board, OLD.pin);
END;
-- +goose StatementEnd

-- What a search can be suggested: each tag, title of a board and title of a
-- pin, with the number of pins that have it or, of a board, that are saved to
-- boards of that title. It follows from the other tables, and triggers keep it
-- true, so that no statement can forget to.
--
-- seq rises with every change of the table, so that whoever holds all of it
-- reads what is new. A text that no pin has any more stays without its words,
-- with 0 pins, until the record is opened next: that, too, has to be read.
CREATE TABLE phrase (
  id   INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('tag', 'board', 'title')),
  text TEXT NOT NULL,
  pins INTEGER NOT NULL CHECK (pins >= 0),
  seq  INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX phrase_text ON phrase (kind, text) WHERE pins > 0;

CREATE INDEX phrase_seq ON phrase (seq);

CREATE INDEX phrase_gone ON phrase (id) WHERE pins = 0;

-- What is inserted here is added to the counts; it is subtracted if negative.
CREATE VIEW phrase_count AS SELECT kind, text, pins FROM phrase;

-- +goose StatementBegin
CREATE TRIGGER phrase_counted INSTEAD OF INSERT ON phrase_count WHEN trim(NEW.text) <> '' BEGIN
  INSERT INTO phrase (kind, text, pins, seq)
  SELECT NEW.kind, NEW.text, NEW.pins, (SELECT coalesce(max(seq), 0) + 1 FROM phrase) WHERE NEW.pins > 0
  ON CONFLICT (kind, text) WHERE pins > 0 DO UPDATE SET pins = pins + excluded.pins, seq = excluded.seq;
  UPDATE phrase
  SET pins = pins + NEW.pins, text = iif(pins + NEW.pins > 0, text, ''), seq = (SELECT max(seq) + 1 FROM phrase)
  WHERE NEW.pins < 0 AND kind = NEW.kind AND text = NEW.text AND pins > 0;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER pin_phrases_added AFTER INSERT ON pin BEGIN
  INSERT INTO phrase_count VALUES ('title', NEW.title, 1);
  INSERT INTO phrase_count SELECT DISTINCT 'tag', value, 1 FROM json_each(NEW.tags);
END;
-- +goose StatementEnd

-- Added before it is taken away, so that what stays is not forgotten between.
-- +goose StatementBegin
CREATE TRIGGER pin_phrases_changed AFTER UPDATE ON pin WHEN OLD.title <> NEW.title OR OLD.tags <> NEW.tags BEGIN
  INSERT INTO phrase_count VALUES ('title', NEW.title, 1), ('title', OLD.title, -1);
  INSERT INTO phrase_count SELECT DISTINCT 'tag', value, 1 FROM json_each(NEW.tags);
  INSERT INTO phrase_count SELECT DISTINCT 'tag', value, -1 FROM json_each(OLD.tags);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER pin_phrases_dropped AFTER DELETE ON pin BEGIN
  INSERT INTO phrase_count VALUES ('title', OLD.title, -1);
  INSERT INTO phrase_count SELECT DISTINCT 'tag', value, -1 FROM json_each(OLD.tags);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER save_phrase_added AFTER INSERT ON save BEGIN
  INSERT INTO phrase_count SELECT 'board', title, 1 FROM board WHERE id = NEW.board;
END;
-- +goose StatementEnd

-- A save that goes with its board finds no board any more: the next trigger
-- has counted it.
-- +goose StatementBegin
CREATE TRIGGER save_phrase_dropped AFTER DELETE ON save BEGIN
  INSERT INTO phrase_count SELECT 'board', title, -1 FROM board WHERE id = OLD.board;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER board_phrase_dropped BEFORE DELETE ON board BEGIN
  INSERT INTO phrase_count SELECT 'board', OLD.title, -count(*) FROM save WHERE board = OLD.id;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER board_phrase_changed AFTER UPDATE ON board WHEN OLD.title <> NEW.title BEGIN
  INSERT INTO phrase_count SELECT 'board', OLD.title, -count(*) FROM save WHERE board = NEW.id;
  INSERT INTO phrase_count SELECT 'board', NEW.title, count(*) FROM save WHERE board = NEW.id;
END;
-- +goose StatementEnd

-- A pin as it is read: with its picture's facts and its boards' titles.
CREATE VIEW whole_pin AS
SELECT
  pin.id, pin.owner, pin.title, pin.description, pin.tags, pin.link, pin.source, pin.picture, pin.created,
  picture.format, picture.bytes, picture.width, picture.height, picture.taken, picture.thumbhash,
  CAST((
    SELECT json_group_array(board.title)
    FROM save JOIN board ON board.id = save.board
    WHERE save.pin = pin.id
  ) AS TEXT) AS boards
FROM pin LEFT JOIN picture ON picture.hash = pin.picture;

-- A board as it is listed: with how many pins are on it, and the last four
-- saved that have pictures. SQLite keeps the order of a subquery with a limit.
CREATE VIEW whole_board AS
SELECT
  board.id, board.owner, board.title,
  CAST((SELECT count(*) FROM save WHERE save.board = board.id) AS INTEGER) AS pins,
  CAST((
    SELECT json_group_array(pin)
    FROM (
      SELECT save.pin
      FROM save JOIN pin ON pin.id = save.pin
      WHERE save.board = board.id AND pin.picture IS NOT NULL
      ORDER BY save.at DESC, save.pin LIMIT 4
    )
  ) AS TEXT) AS covers
FROM board;
