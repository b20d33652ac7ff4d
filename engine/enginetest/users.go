package enginetest

import (
	"context"
	"maps"
	"slices"

	"akin/engine"
)

func (b boards) Users(_ context.Context, after engine.UserID, limit int) ([]engine.UserID, error) {
	r := b.locked()
	defer r.mu.Unlock()
	all := slices.DeleteFunc(slices.Sorted(maps.Keys(r.users)), func(u engine.UserID) bool { return u <= after })
	return all[:max(0, min(limit, len(all)))], nil
}

func (b boards) KeepUser(_ context.Context, user engine.UserID) error {
	r := b.locked()
	defer r.mu.Unlock()
	r.users[user] = true
	return nil
}

func (b boards) DropUser(_ context.Context, user engine.UserID) error {
	r := b.locked()
	defer r.mu.Unlock()
	if user == engine.LocalUser {
		return engine.Errorf(engine.NotAllowed, "user %q cannot be deleted", user)
	}
	if !r.users[user] {
		return engine.Errorf(engine.NotFound, "there is no user %q", user)
	}
	for id, board := range r.boards {
		if board.Owner == user {
			r.dropBoard(id)
		}
	}
	for _, on := range r.on {
		maps.DeleteFunc(on, func(_ engine.BoardID, sv save) bool { return sv.by == user })
	}
	for id, p := range r.pins {
		switch {
		case p.Owner == user && p.Secret:
			r.dropPin(id)
		case p.Owner == user:
			p.Owner = engine.LocalUser
			r.pins[id], r.users[engine.LocalUser] = p, true
		}
	}
	delete(r.users, user)
	return nil
}
