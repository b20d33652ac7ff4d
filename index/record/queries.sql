-- name: AddUser :exec
INSERT INTO user (handle) VALUES (?) ON CONFLICT DO NOTHING;

-- name: Board :one
SELECT * FROM board WHERE id = ?;

-- name: DropUser :execrows
DELETE FROM user WHERE handle = ?;

-- name: Users :many
SELECT handle FROM user WHERE handle > @after ORDER BY handle LIMIT @n;

-- name: PublicBoardIDs :many
SELECT id FROM board WHERE secret = 0 ORDER BY id;

-- name: SecretBoardIDs :many
SELECT id FROM board WHERE secret = 1 ORDER BY id;

-- name: BoardsBy :many
SELECT id FROM board WHERE owner = ? ORDER BY id;

-- name: BoardsNamed :many
SELECT * FROM board WHERE (secret = 0 OR owner = @viewer) AND id IN (sqlc.slice('ids'));

-- name: BoardTitled :one
SELECT * FROM board WHERE owner = ? AND title = ?;

-- name: AddBoard :exec
INSERT INTO board (id, owner, title, secret) VALUES (?, ?, ?, ?);

-- name: ChangeBoard :exec
UPDATE board SET title = ?, secret = ? WHERE id = ?;

-- name: DropBoard :execrows
DELETE FROM board WHERE id = ?;

-- name: DropBoardsOf :exec
DELETE FROM board WHERE owner = ?;

-- name: AddPicture :exec
INSERT INTO picture (hash, format, bytes, width, height, taken, thumbhash)
VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING;

-- name: Pin :one
SELECT * FROM pin WHERE id = ?;

-- A pin that is there stays as secret as it is: it changes sides with its
-- boards alone.
-- name: PutPin :exec
INSERT INTO pin (id, owner, title, description, tags, link, source, picture, created, secret)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  owner = excluded.owner, title = excluded.title, description = excluded.description,
  tags = excluded.tags, link = excluded.link, source = excluded.source,
  picture = excluded.picture, created = excluded.created;

-- name: DropPin :execrows
DELETE FROM pin WHERE id = ?;

-- name: DropSecretPinsOf :exec
DELETE FROM pin WHERE owner = ? AND secret = 1;

-- name: GivePins :exec
UPDATE pin SET owner = @heir WHERE owner = @owner;

-- name: AddSave :execrows
INSERT INTO save (pin, board, user, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING;

-- name: DropSave :execrows
DELETE FROM save WHERE pin = ? AND board = ?;

-- name: DropSavesBy :exec
DELETE FROM save WHERE user = ?;

-- Saves are read in the order of the table's key, which is that of pins.
-- name: SavesOf :many
SELECT save.pin, save.board, save.at FROM save CROSS JOIN board ON board.id = save.board
WHERE save.pin IN (sqlc.slice('pins')) AND board.secret = 0 ORDER BY save.pin, save.board;

-- name: SavesAfter :many
SELECT pin, board, at FROM save WHERE (pin, board) > (@pin, @board) ORDER BY pin, board LIMIT @n;

-- CanSave tells which ends of a save are there for a user, and the save itself.
-- name: CanSave :one
SELECT
  EXISTS (SELECT 1 FROM pin WHERE pin.id = @pin AND (pin.secret = 0 OR pin.owner = @user)) AS pin,
  EXISTS (SELECT 1 FROM board WHERE board.id = @board AND (board.secret = 0 OR board.owner = @user)) AS board,
  EXISTS (SELECT 1 FROM save WHERE save.pin = @pin AND save.board = @board) AS saved;

-- name: AddSetting :exec
INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING;

-- name: Setting :one
SELECT value FROM setting WHERE name = ?;

-- name: Pins :many
SELECT * FROM whole_pin WHERE (secret = 0 OR owner = @viewer) AND id IN (sqlc.slice('ids'));

-- name: PublicPinsAfter :many
SELECT * FROM whole_pin WHERE id > @id AND secret = 0 ORDER BY id LIMIT @n;

-- name: SecretPinsAfter :many
SELECT * FROM whole_pin WHERE id > @id AND secret = 1 ORDER BY id LIMIT @n;

-- name: SecretPinsOf :many
SELECT * FROM whole_pin WHERE owner = ? AND secret = 1;

-- name: PinsFrom :many
SELECT id FROM pin WHERE source = @source AND (secret = 0 OR owner = @viewer) ORDER BY id;

-- name: SecretTitlesOf :many
SELECT save.pin, board.title FROM save CROSS JOIN board ON board.id = save.board
WHERE board.owner = @viewer AND board.secret = 1 AND save.pin IN (sqlc.slice('pins'));

-- name: SecretSavesOf :many
SELECT save.pin, save.board, save.at, board.title FROM board CROSS JOIN save ON save.board = board.id
WHERE board.owner = ? AND board.secret = 1;

-- SecretHead tells whether a user has any secrets, and 0 or the number of the
-- last change of theirs.
-- name: SecretHead :one
SELECT
  CAST(coalesce((SELECT max(seq) FROM secret_change WHERE secret_change.owner = @owner), 0) AS INTEGER) AS head,
  EXISTS (SELECT 1 FROM pin WHERE pin.owner = @owner AND pin.secret = 1) AS pins,
  EXISTS (SELECT 1 FROM board WHERE board.owner = @owner AND board.secret = 1) AS boards;

-- name: Seen :one
SELECT
  EXISTS (SELECT 1 FROM pin WHERE pin.picture = @picture AND pin.secret = 0) AS public,
  EXISTS (SELECT 1 FROM pin WHERE pin.picture = @picture AND pin.secret = 1 AND pin.owner = @viewer) AS own;

-- Newest and NewestOn take a page from two ranges of their index, those of the
-- same time and those before. One range over both would read all of the same
-- time again for each page, and a folder's pins can have one time all. Newest
-- has two more for what is the viewer's own.
-- name: Newest :many
SELECT same.id, same.created AS at FROM pin AS same WHERE same.secret = 0 AND same.created = @at AND same.id > @id
UNION ALL
SELECT older.id, older.created AS at FROM pin AS older WHERE older.secret = 0 AND older.created < @at
UNION ALL
SELECT mine.id, mine.created AS at FROM pin AS mine
WHERE mine.secret = 1 AND mine.owner = @viewer AND mine.created = @at AND mine.id > @id
UNION ALL
SELECT past.id, past.created AS at FROM pin AS past
WHERE past.secret = 1 AND past.owner = @viewer AND past.created < @at
ORDER BY at DESC, id LIMIT @n;

-- name: NewestOn :many
SELECT same.pin AS id, same.at FROM save AS same WHERE same.board = @board AND same.at = @at AND same.pin > @id
UNION ALL
SELECT older.pin AS id, older.at FROM save AS older WHERE older.board = @board AND older.at < @at
ORDER BY at DESC, id LIMIT @n;

-- name: WholeBoard :one
SELECT * FROM whole_board WHERE id = @id AND (secret = 0 OR owner = @viewer);

-- name: Boards :many
SELECT * FROM whole_board AS pub WHERE pub.secret = 0 AND (pub.title, pub.id) > (@title, @id)
UNION ALL
SELECT * FROM whole_board AS own WHERE own.secret = 1 AND own.owner = @viewer AND (own.title, own.id) > (@title, @id)
ORDER BY title, id LIMIT @n;

-- name: BoardsOwned :many
SELECT * FROM whole_board
WHERE owner = @owner AND (secret = 0 OR owner = @viewer) AND (title, id) > (@title, @id)
ORDER BY title, id LIMIT @n;

-- name: BoardsOf :many
SELECT * FROM whole_board
WHERE (secret = 0 OR owner = @viewer) AND id IN (SELECT board FROM save WHERE pin = @pin)
ORDER BY title, id;

-- name: CountPublicPins :one
SELECT count(*) FROM pin WHERE secret = 0;

-- name: CountSecretPins :one
SELECT count(*) FROM pin WHERE secret = 1;

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

-- name: AllSavesOf :many
SELECT * FROM save WHERE pin = ? ORDER BY board;

-- name: SaveOn :one
SELECT * FROM save WHERE pin = ? AND board = ?;

-- name: AddMerge :execlastid
INSERT INTO merge (id, user, at, pin, title, description, tags, link) VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: AddMergedPin :exec
INSERT INTO merged_pin (merge, place, id, owner, title, description, tags, link, source, picture, created, secret, how)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: AddMergedSave :exec
INSERT INTO merged_save (merge, board, pin, user, at, stays) VALUES (?, ?, ?, ?, ?, ?);

-- name: Merge :one
SELECT * FROM merge WHERE id = ? AND user = ?;

-- A user's merges of one time are few, so one range does for a page.
-- name: Merges :many
SELECT * FROM merge WHERE user = @user AND at <= @at AND (at < @at OR id > @id) ORDER BY at DESC, id LIMIT @n;

-- name: MergedPins :many
SELECT * FROM merged_pin WHERE merge = ? ORDER BY place;

-- MergedSaves come board by board, that of the original first.
-- name: MergedSaves :many
SELECT merged_save.* FROM merged_save CROSS JOIN merged_pin ON merged_pin.merge = merged_save.merge AND merged_pin.id = merged_save.pin
WHERE merged_save.merge = ? ORDER BY merged_save.board, merged_pin.place;

-- LaterMerge is the last one after a merge that has any of its pins.
-- name: LaterMerge :one
SELECT merge.* FROM merge WHERE merge.seq > @seq AND merge.seq IN (
  SELECT other.merge FROM merged_pin AS mine CROSS JOIN merged_pin AS other ON other.id = mine.id WHERE mine.merge = @seq
) ORDER BY merge.seq DESC LIMIT 1;

-- name: DropMerge :exec
DELETE FROM merge WHERE seq = ?;

-- name: MergedPicturesAfter :many
SELECT merge, place, id, picture FROM merged_pin
WHERE place > 0 AND picture IS NOT NULL AND (merge, place) > (@merge, @place) ORDER BY merge, place LIMIT @n;

-- name: DropMergedSavesBy :exec
DELETE FROM merged_save WHERE user = ?;

-- name: DropSecretMergedPinsOf :exec
DELETE FROM merged_pin WHERE owner = ? AND secret = 1 AND place > 0;

-- name: DropEmptyMerges :exec
DELETE FROM merge WHERE NOT EXISTS (SELECT 1 FROM merged_pin WHERE merged_pin.merge = merge.seq AND merged_pin.place > 0);

-- name: GiveMergedPins :exec
UPDATE merged_pin SET owner = @heir WHERE owner = @owner;

-- name: GiveMerges :exec
UPDATE merge SET user = @heir WHERE user = @owner;

-- MergedInto names the original of a pin that was merged away with that picture.
-- name: MergedInto :one
SELECT merge.pin FROM merged_pin CROSS JOIN merge ON merge.seq = merged_pin.merge
WHERE merged_pin.id = @id AND merged_pin.place > 0 AND merged_pin.owner = @owner AND merged_pin.picture = @picture
ORDER BY merged_pin.merge DESC LIMIT 1;

-- name: MergedFurther :one
SELECT merge.pin FROM merged_pin CROSS JOIN merge ON merge.seq = merged_pin.merge
WHERE merged_pin.id = @id AND merged_pin.place > 0 ORDER BY merged_pin.merge DESC LIMIT 1;
