package main

import (
	"encoding/json"
	"fmt"

	"akin/engine"
	"akin/index"

	"github.com/spf13/cobra"
)

func userCommand(g *globals) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "user",
		Short: "Make users, list them, hand out or delete what they keep",
		Long: "A user owns boards, and says with --as who asks. There are no accounts yet: a user is a name,\n" +
			"and whoever can run akin, or reaches its server, may say that they are that user.",
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }, // so that another word is an error
	}
	cmd.AddCommand(g.listUsers(), g.createUser(), g.deleteUser(), g.exportUser())
	return cmd
}

// withPeople opens the collection, for reading or also for writing.
func (g *globals) withPeople(cmd *cobra.Command, readOnly bool, do func(people) error) error {
	c, err := g.collection(cmd, index.Options{ReadOnly: readOnly})
	if err != nil {
		return err
	}
	defer c.Close()
	return plain(do(c.people()))
}

func (g *globals) listUsers() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List all users",
		Args:  args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return g.withPeople(cmd, true, func(p people) error {
				all := engine.UserList{Items: []engine.UserView{}}
				for page := (engine.Page{Limit: engine.MaxLimit}); ; {
					list, err := p.Users(cmd.Context(), page)
					if err != nil {
						return err
					}
					all.Items = append(all.Items, list.Items...)
					if list.Bookmark == nil {
						break
					}
					page.Bookmark = *list.Bookmark
				}
				if g.json {
					return printJSON(cmd.OutOrStdout(), all)
				}
				for _, u := range all.Items {
					fmt.Fprintln(cmd.OutOrStdout(), u.ID)
				}
				return nil
			})
		},
	}
}

func (g *globals) createUser() *cobra.Command {
	return &cobra.Command{
		Use:   "create HANDLE",
		Short: "Make a user; one who is there already stays as they are",
		Args:  args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error {
			return g.withPeople(cmd, false, func(p people) error {
				id := engine.UserID(a[0])
				if err := p.CreateUser(cmd.Context(), id); err != nil {
					return err
				}
				return g.print(cmd.OutOrStdout(), engine.UserView{ID: id}, "there is a user %s", id)
			})
		},
	}
}

func (g *globals) deleteUser() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "delete HANDLE --yes",
		Short: "Delete a user with their boards and their secret pins; their public pins become local's",
		Args:  args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error {
			if !yes {
				return usage(fmt.Errorf("this deletes %s with their boards, their saves and their secret pins, for good: "+
					"add --yes if that is meant ('akin user export %s' hands them out before)", a[0], a[0]))
			}
			return g.withPeople(cmd, false, func(p people) error {
				if err := p.DeleteUser(cmd.Context(), engine.UserID(a[0])); err != nil {
					return err
				}
				return g.print(cmd.OutOrStdout(), deleted{a[0]}, "%s is deleted", a[0])
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do it without being asked again")
	return cmd
}

func (g *globals) exportUser() *cobra.Command {
	return &cobra.Command{
		Use:   "export HANDLE",
		Short: "Print a user's boards, secret ones too, with what they saved when, as JSON",
		Args:  args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error {
			return g.withPeople(cmd, true, func(p people) error {
				all, err := p.ExportUser(cmd.Context(), engine.UserID(a[0]))
				if err != nil {
					return err
				}
				if g.json {
					return printJSON(cmd.OutOrStdout(), all)
				}
				enc := json.NewEncoder(cmd.OutOrStdout())
				enc.SetEscapeHTML(false)
				enc.SetIndent("", "  ")
				return enc.Encode(all)
			})
		},
	}
}
