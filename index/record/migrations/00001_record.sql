-- The record as akin first kept it. Times are milliseconds since 1970, UTC.
-- Tables without a rowid are stored in the order of their key, which is the
-- order in which the whole record is read.
--
-- What is secret is seen by its owner alone, and triggers keep true what others
-- rely on: a pin on a public board is public, and a secret pin is on no board
-- of anybody but its owner. So whoever sees a board sees all pins on it.

-- +goose Up
CREATE TABLE user (
  handle TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE board (
  id     TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
  owner  TEXT NOT NULL REFERENCES user (handle),
  title  TEXT NOT NULL,
  secret INTEGER NOT NULL CHECK (secret = 0 OR secret = 1 AND owner <> ''),
  UNIQUE (owner, title)
) STRICT, WITHOUT ROWID;

-- An index of such a table ends with the table's key: this one is (title, id),
-- the order of the list of boards.
CREATE INDEX board_title ON board (title) WHERE secret = 0;

CREATE INDEX board_secret ON board (owner, title) WHERE secret = 1;

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
  created     INTEGER NOT NULL,
  secret      INTEGER NOT NULL CHECK (secret = 0 OR secret = 1 AND owner <> '')
) STRICT, WITHOUT ROWID;

CREATE INDEX pin_source ON pin (source);

CREATE INDEX pin_created ON pin (created DESC, id) WHERE secret = 0; -- the order of the newest pins

CREATE INDEX pin_secret ON pin (owner, created DESC, id) WHERE secret = 1;

CREATE INDEX pin_picture ON pin (picture, secret, owner); -- who sees a picture

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

-- Everything that happens to what everybody sees, numbered. The other columns
-- name the subject, which is new, changed or gone, or changes sides: a save has
-- a pin and a board, the rest have one of the three. AUTOINCREMENT: a number is
-- never given twice.
CREATE TABLE change (
  seq   INTEGER PRIMARY KEY AUTOINCREMENT,
  kind  TEXT NOT NULL CHECK (kind IN ('user', 'board', 'pin', 'save')),
  user  TEXT,
  board TEXT,
  pin   TEXT
) STRICT;

-- The same of what is secret, under numbers of its own: those of the other
-- table, and all that is derived from it, must not tell that anything happened
-- here. What changes sides is in both.
CREATE TABLE secret_change (
  seq   INTEGER PRIMARY KEY AUTOINCREMENT,
  owner TEXT NOT NULL, -- who alone sees it
  kind  TEXT NOT NULL CHECK (kind IN ('board', 'pin', 'save')),
  board TEXT,
  pin   TEXT
) STRICT;

CREATE INDEX secret_change_owner ON secret_change (owner, seq);

-- Changes are numbered by triggers, so that no statement can forget to. Saves
-- that go with their pin fire theirs.

-- +goose StatementBegin
CREATE TRIGGER user_added AFTER INSERT ON user BEGIN
  INSERT INTO change (kind, user) VALUES ('user', NEW.handle);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER user_dropped AFTER DELETE ON user BEGIN
  INSERT INTO change (kind, user) VALUES ('user', OLD.handle);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER board_added AFTER INSERT ON board BEGIN
  INSERT INTO change (kind, board) SELECT 'board', NEW.id WHERE NEW.secret = 0;
  INSERT INTO secret_change (owner, kind, board) SELECT NEW.owner, 'board', NEW.id WHERE NEW.secret = 1;
END;
-- +goose StatementEnd

-- A pin is found by its boards' titles, so that all saves to a board change
-- with its title.
-- +goose StatementBegin
CREATE TRIGGER board_changed AFTER UPDATE ON board WHEN OLD.secret = 0 OR NEW.secret = 0 BEGIN
  INSERT INTO change (kind, board) VALUES ('board', NEW.id);
  INSERT INTO change (kind, board, pin) SELECT 'save', board, pin FROM save WHERE board = NEW.id;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER secret_board_changed AFTER UPDATE ON board WHEN OLD.secret = 1 OR NEW.secret = 1 BEGIN
  INSERT INTO secret_change (owner, kind, board) VALUES (NEW.owner, 'board', NEW.id);
END;
-- +goose StatementEnd

-- Its saves go first, while it is known on which side they are.
-- +goose StatementBegin
CREATE TRIGGER board_emptied BEFORE DELETE ON board BEGIN
  DELETE FROM save WHERE board = OLD.id;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER board_dropped AFTER DELETE ON board BEGIN
  INSERT INTO change (kind, board) SELECT 'board', OLD.id WHERE OLD.secret = 0;
  INSERT INTO secret_change (owner, kind, board) SELECT OLD.owner, 'board', OLD.id WHERE OLD.secret = 1;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER pin_added AFTER INSERT ON pin BEGIN
  INSERT INTO change (kind, pin) SELECT 'pin', NEW.id WHERE NEW.secret = 0;
  INSERT INTO secret_change (owner, kind, pin) SELECT NEW.owner, 'pin', NEW.id WHERE NEW.secret = 1;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER pin_changed AFTER UPDATE ON pin WHEN OLD.secret = 0 OR NEW.secret = 0 BEGIN
  INSERT INTO change (kind, pin) VALUES ('pin', NEW.id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER secret_pin_changed AFTER UPDATE ON pin WHEN OLD.secret = 1 OR NEW.secret = 1 BEGIN
  INSERT INTO secret_change (owner, kind, pin) VALUES (NEW.owner, 'pin', NEW.id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER pin_dropped AFTER DELETE ON pin BEGIN
  INSERT INTO change (kind, pin) SELECT 'pin', OLD.id WHERE OLD.secret = 0;
  INSERT INTO secret_change (owner, kind, pin) SELECT OLD.owner, 'pin', OLD.id WHERE OLD.secret = 1;
END;
-- +goose StatementEnd

-- A save is on the side of its board.
-- +goose StatementBegin
CREATE TRIGGER save_added AFTER INSERT ON save BEGIN
  INSERT INTO change (kind, board, pin) SELECT 'save', id, NEW.pin FROM board WHERE id = NEW.board AND secret = 0;
  INSERT INTO secret_change (owner, kind, board, pin) SELECT owner, 'save', id, NEW.pin FROM board WHERE id = NEW.board AND secret = 1;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER save_dropped AFTER DELETE ON save BEGIN
  INSERT INTO change (kind, board, pin) SELECT 'save', id, OLD.pin FROM board WHERE id = OLD.board AND secret = 0;
  INSERT INTO secret_change (owner, kind, board, pin) SELECT owner, 'save', id, OLD.pin FROM board WHERE id = OLD.board AND secret = 1;
END;
-- +goose StatementEnd

-- Pins change sides with their boards. What others saved in secret does not
-- hold a pin back, or its owner could tell that they did: it goes.

-- +goose StatementBegin
CREATE TRIGGER save_published AFTER INSERT ON save BEGIN
  UPDATE pin SET secret = 0
  WHERE id = NEW.pin AND secret = 1 AND EXISTS (SELECT 1 FROM board WHERE id = NEW.board AND secret = 0);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER board_published AFTER UPDATE ON board WHEN OLD.secret = 1 AND NEW.secret = 0 BEGIN
  UPDATE pin SET secret = 0
  WHERE secret = 1 AND id IN (SELECT pin FROM save WHERE board = NEW.id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER board_hidden AFTER UPDATE ON board WHEN OLD.secret = 0 AND NEW.secret = 1 BEGIN
  UPDATE pin SET secret = 1
  WHERE secret = 0 AND owner = NEW.owner AND id IN (SELECT pin FROM save WHERE board = NEW.id)
  AND NOT EXISTS (SELECT 1 FROM save JOIN board ON board.id = save.board WHERE save.pin = pin.id AND board.secret = 0);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER pin_hidden AFTER UPDATE ON pin WHEN OLD.secret = 0 AND NEW.secret = 1 BEGIN
  DELETE FROM save WHERE pin = NEW.id AND board IN (
    SELECT board.id FROM save JOIN board ON board.id = save.board WHERE save.pin = NEW.id AND board.owner <> NEW.owner
  );
END;
-- +goose StatementEnd

-- What a search can be suggested: each tag, title of a board and title of a
-- pin, with the number of public pins that have it or, of a board, of the saves
-- to public boards of that title. It follows from the other tables, and triggers keep it
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
CREATE TRIGGER pin_phrases_added AFTER INSERT ON pin WHEN NEW.secret = 0 BEGIN
  INSERT INTO phrase_count VALUES ('title', NEW.title, 1);
  INSERT INTO phrase_count SELECT DISTINCT 'tag', value, 1 FROM json_each(NEW.tags);
END;
-- +goose StatementEnd

-- Added before it is taken away, so that what stays is not forgotten between.
-- +goose StatementBegin
CREATE TRIGGER pin_phrases_changed AFTER UPDATE ON pin
WHEN OLD.title <> NEW.title OR OLD.tags <> NEW.tags OR OLD.secret <> NEW.secret BEGIN
  INSERT INTO phrase_count SELECT 'title', NEW.title, 1 WHERE NEW.secret = 0;
  INSERT INTO phrase_count SELECT 'title', OLD.title, -1 WHERE OLD.secret = 0;
  INSERT INTO phrase_count SELECT DISTINCT 'tag', value, 1 FROM json_each(NEW.tags) WHERE NEW.secret = 0;
  INSERT INTO phrase_count SELECT DISTINCT 'tag', value, -1 FROM json_each(OLD.tags) WHERE OLD.secret = 0;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER pin_phrases_dropped AFTER DELETE ON pin WHEN OLD.secret = 0 BEGIN
  INSERT INTO phrase_count VALUES ('title', OLD.title, -1);
  INSERT INTO phrase_count SELECT DISTINCT 'tag', value, -1 FROM json_each(OLD.tags);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER save_phrase_added AFTER INSERT ON save BEGIN
  INSERT INTO phrase_count SELECT 'board', title, 1 FROM board WHERE id = NEW.board AND secret = 0;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER save_phrase_dropped AFTER DELETE ON save BEGIN
  INSERT INTO phrase_count SELECT 'board', title, -1 FROM board WHERE id = OLD.board AND secret = 0;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER board_phrase_changed AFTER UPDATE ON board WHEN OLD.title <> NEW.title OR OLD.secret <> NEW.secret BEGIN
  INSERT INTO phrase_count SELECT 'board', NEW.title, count(*) FROM save WHERE board = NEW.id AND NEW.secret = 0;
  INSERT INTO phrase_count SELECT 'board', OLD.title, -count(*) FROM save WHERE board = NEW.id AND OLD.secret = 0;
END;
-- +goose StatementEnd

-- A pin as it is read: with its picture's facts and its public boards' titles.
CREATE VIEW whole_pin AS
SELECT
  pin.id, pin.owner, pin.title, pin.description, pin.tags, pin.link, pin.source, pin.picture, pin.created, pin.secret,
  picture.format, picture.bytes, picture.width, picture.height, picture.taken, picture.thumbhash,
  CAST((
    SELECT json_group_array(board.title)
    FROM save JOIN board ON board.id = save.board
    WHERE save.pin = pin.id AND board.secret = 0
  ) AS TEXT) AS boards
FROM pin LEFT JOIN picture ON picture.hash = pin.picture;

-- A board as it is listed: with how many pins are on it, and the last four
-- saved that have pictures: whoever sees it sees them all. SQLite keeps the order of a subquery with a limit.
CREATE VIEW whole_board AS
SELECT
  board.id, board.owner, board.title, board.secret,
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
