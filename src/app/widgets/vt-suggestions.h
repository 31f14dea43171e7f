#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A list beneath an entry of what may be meant by the letters typed so far. Down and Up choose, Enter takes over.
 *
 * Signals: ::wanted (text) asks for vt_suggestions_offer(); ::taken (text, gint64 id) when one was taken over, which is
 * then in the entry. */
#define VT_TYPE_SUGGESTIONS (vt_suggestions_get_type ())
G_DECLARE_FINAL_TYPE (VtSuggestions, vt_suggestions, VT, SUGGESTIONS, GObject)

VtSuggestions *vt_suggestions_new (GtkEntry *entry, gboolean is_list);
void vt_suggestions_set_words (VtSuggestions *self, char **words);
void vt_suggestions_offer (VtSuggestions *self, char **texts, const gint64 *ids);

G_END_DECLS
