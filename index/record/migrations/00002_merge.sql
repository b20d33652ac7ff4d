-- Merges of pins whose pictures are copies of one another, with all that is
-- needed to take them apart again.
--
-- What was merged away goes on as if it were still there: it changes sides with
-- its boards, and goes with them and with its user. So a merge that is undone
-- shows nothing that was hidden meanwhile, and brings back nothing that was
-- deleted.

-- +goose Up
CREATE TABLE merge (
  seq         INTEGER PRIMARY KEY, -- rises with time
  id          TEXT NOT NULL UNIQUE CHECK (id <> ''),
  user        TEXT NOT NULL, -- who did it, who need not be a user
  at          INTEGER NOT NULL,
  pin         TEXT NOT NULL, -- the original, which may be gone
  title       TEXT NOT NULL, -- the words that it was given
  description TEXT NOT NULL,
  tags        TEXT NOT NULL,
  link        TEXT NOT NULL
) STRICT;

CREATE INDEX merge_user ON merge (user, at DESC, id); -- the order of the list of merges

-- Pins as they were before a merge: the original at place 0, then the copies.
CREATE TABLE merged_pin (
  merge       INTEGER NOT NULL REFERENCES merge (seq) ON DELETE CASCADE,
  place       INTEGER NOT NULL,
  id          TEXT NOT NULL,
  owner       TEXT NOT NULL REFERENCES user (handle),
  title       TEXT NOT NULL,
  description TEXT NOT NULL,
  tags        TEXT NOT NULL,
  link        TEXT NOT NULL,
  source      TEXT NOT NULL,
  picture     TEXT REFERENCES picture (hash),
  created     INTEGER NOT NULL,
  secret      INTEGER NOT NULL CHECK (secret = 0 OR secret = 1 AND owner <> ''),
  how         TEXT NOT NULL, -- JSON array: what was done to the original's picture
  PRIMARY KEY (merge, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX merged_pin_id ON merged_pin (id); -- the merges that a pin was in

-- Saves as they were before a merge, on all boards that a copy was on; those of
-- the original too. One of each board is the save that the original has since.
CREATE TABLE merged_save (
  merge INTEGER NOT NULL REFERENCES merge (seq) ON DELETE CASCADE,
  board TEXT NOT NULL REFERENCES board (id) ON DELETE CASCADE,
  pin   TEXT NOT NULL,
  user  TEXT NOT NULL REFERENCES user (handle),
  at    INTEGER NOT NULL,
  stays INTEGER NOT NULL CHECK (stays IN (0, 1)), -- whether it is that one
  PRIMARY KEY (merge, board, pin)
) STRICT, WITHOUT ROWID;

CREATE INDEX merged_save_board ON merged_save (board); -- those that change sides, or go, with a board

-- As board_published.
-- +goose StatementBegin
CREATE TRIGGER merged_published AFTER UPDATE ON board WHEN OLD.secret = 1 AND NEW.secret = 0 BEGIN
  UPDATE merged_pin SET secret = 0
  WHERE secret = 1 AND (merge, id) IN (SELECT merge, pin FROM merged_save WHERE board = NEW.id);
END;
-- +goose StatementEnd

-- As board_hidden.
-- +goose StatementBegin
CREATE TRIGGER merged_hidden AFTER UPDATE ON board WHEN OLD.secret = 0 AND NEW.secret = 1 BEGIN
  UPDATE merged_pin SET secret = 1
  WHERE secret = 0 AND owner = NEW.owner AND (merge, id) IN (SELECT merge, pin FROM merged_save WHERE board = NEW.id)
  AND NOT EXISTS (
    SELECT 1 FROM merged_save AS other JOIN board ON board.id = other.board
    WHERE other.merge = merged_pin.merge AND other.pin = merged_pin.id AND board.secret = 0
  );
END;
-- +goose StatementEnd

-- As pin_hidden.
-- +goose StatementBegin
CREATE TRIGGER merged_pin_hidden AFTER UPDATE ON merged_pin WHEN OLD.secret = 0 AND NEW.secret = 1 BEGIN
  DELETE FROM merged_save WHERE merge = NEW.merge AND pin = NEW.id AND board IN (
    SELECT board.id FROM merged_save AS other JOIN board ON board.id = other.board
    WHERE other.merge = NEW.merge AND other.pin = NEW.id AND board.owner <> NEW.owner
  );
END;
-- +goose StatementEnd
