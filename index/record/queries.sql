-- name: AddUser :exec
INSERT INTO user (handle) VALUES (?) ON CONFLICT DO NOTHING;

-- name: Board :one
SELECT * FROM board WHERE id = ?;

-- name: BoardIDs :many
SELECT id FROM board ORDER BY id;

-- name: BoardsNamed :many
SELECT * FROM board WHERE id IN (sqlc.slice('ids'));

-- name: BoardTitled :one
SELECT id FROM board WHERE owner = ? AND title = ?;

-- name: AddBoard :exec
INSERT INTO board (id, owner, title) VALUES (?, ?, ?);

-- name: RenameBoard :exec
UPDATE board SET title = ? WHERE id = ?;

-- name: DropBoard :execrows
DELETE FROM board WHERE id = ?;

-- name: AddPicture :exec
INSERT INTO picture (hash, format, bytes, width, height, taken, thumbhash)
VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING;

-- name: Pin :one
SELECT * FROM pin WHERE id = ?;

-- name: PutPin :exec
INSERT INTO pin (id, owner, title, description, tags, link, source, picture, created)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  owner = excluded.owner, title = excluded.title, description = excluded.description,
  tags = excluded.tags, link = excluded.link, source = excluded.source,
  picture = excluded.picture, created = excluded.created;

-- name: DropPin :execrows
DELETE FROM pin WHERE id = ?;

-- name: AddSave :execrows
INSERT INTO save (pin, board, user, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING;

-- name: DropSave :execrows
DELETE FROM save WHERE pin = ? AND board = ?;

-- Saves are read in the order of the table's key, which is that of pins.
-- name: SavesOf :many
SELECT pin, board, at FROM save WHERE pin IN (sqlc.slice('pins')) ORDER BY pin, board;

-- name: SavesAfter :many
SELECT pin, board, at FROM save WHERE (pin, board) > (@pin, @board) ORDER BY pin, board LIMIT @n;

-- CanSave tells which ends of a save are there, and the save itself.
-- name: CanSave :one
SELECT
  EXISTS (SELECT 1 FROM pin WHERE pin.id = @pin) AS pin,
  EXISTS (SELECT 1 FROM board WHERE board.id = @board) AS board,
  EXISTS (SELECT 1 FROM save WHERE save.pin = @pin AND save.board = @board) AS saved;

-- name: AddSetting :exec
INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING;

-- name: Setting :one
SELECT value FROM setting WHERE name = ?;

-- name: Pins :many
SELECT * FROM whole_pin WHERE id IN (sqlc.slice('ids'));

-- name: PinsAfter :many
SELECT * FROM whole_pin WHERE id > ? ORDER BY id LIMIT ?;

-- name: PinsFrom :many
SELECT id FROM pin WHERE source = ? ORDER BY id;

-- Newest and NewestOn take a page from two ranges of their index, those of the
-- same time and those before. One range over both would read all of the same
-- time again for each page, and a folder's pins can have one time all.
-- name: Newest :many
SELECT same.id, same.created AS at FROM pin AS same WHERE same.created = @at AND same.id > @id
UNION ALL
SELECT older.id, older.created AS at FROM pin AS older WHERE older.created < @at
ORDER BY at DESC, id LIMIT @n;

-- name: NewestOn :many
SELECT same.pin AS id, same.at FROM save AS same WHERE same.board = @board AND same.at = @at AND same.pin > @id
UNION ALL
SELECT older.pin AS id, older.at FROM save AS older WHERE older.board = @board AND older.at < @at
ORDER BY at DESC, id LIMIT @n;

-- name: WholeBoard :one
SELECT * FROM whole_board WHERE id = ?;

-- name: Boards :many
SELECT * FROM whole_board WHERE (title, id) > (@title, @id) ORDER BY title, id LIMIT @n;

-- name: BoardsOwned :many
SELECT * FROM whole_board WHERE owner = @owner AND (title, id) > (@title, @id) ORDER BY title, id LIMIT @n;

-- name: BoardsOf :many
SELECT * FROM whole_board WHERE id IN (SELECT board FROM save WHERE pin = ?) ORDER BY title, id;

-- name: CountPins :one
SELECT count(*) FROM pin;

-- Head is 0 before anything happened.
-- name: Head :one
SELECT CAST(coalesce(max(seq), 0) AS INTEGER) FROM change;

-- A new user or board alone moves no pin.
-- name: ChangedPins :many
SELECT DISTINCT CAST(pin AS TEXT) AS pin FROM change
WHERE seq > ? AND kind IN ('pin', 'save') ORDER BY pin;

-- Each row once, as it is now.
-- name: PhrasesAfter :many
SELECT * FROM phrase WHERE seq > ?;

-- name: ForgetPhrases :exec
DELETE FROM phrase WHERE pins = 0;

-- name: PutJob :exec
INSERT INTO job (id, kind, state, stage, done, "all", created, started, ended, error, result)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  kind = excluded.kind, state = excluded.state, stage = excluded.stage, done = excluded.done,
  "all" = excluded."all", created = excluded.created, started = excluded.started,
  ended = excluded.ended, error = excluded.error, result = excluded.result;

-- name: DropOldJobs :exec
DELETE FROM job WHERE id IN (
  SELECT old.id FROM job AS old WHERE old.ended IS NOT NULL
  ORDER BY old.created DESC, old.id LIMIT -1 OFFSET @kept
);

-- name: Job :one
SELECT * FROM job WHERE id = ?;

-- There are some eleven hundred jobs at most, so one range does for a page.
-- name: Jobs :many
SELECT * FROM job WHERE created <= @at AND (created < @at OR id > @id) ORDER BY created DESC, id LIMIT @n;

-- name: UnendedJobs :many
SELECT * FROM job WHERE ended IS NULL ORDER BY created DESC, id;
