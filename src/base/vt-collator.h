#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The order in which people of one language look things up: Thai vowels after their consonants, "Ä" beside "A", "2"
 * before "10". Belongs to one thread at a time. */
typedef struct _VtCollator VtCollator;

VtCollator *vt_collator_new (const char *locale);
void vt_collator_free (VtCollator *self);
void vt_collator_append_key (VtCollator *self, const char *text, GByteArray *keys);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtCollator, vt_collator_free)

G_END_DECLS
