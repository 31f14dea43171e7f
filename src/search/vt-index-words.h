#pragma once

#include "search/engine/vix-builder.h"

#include <glib.h>

G_BEGIN_DECLS

/* What the engine leaves to libraries while an index is built: stems, and the words of a text without spaces. */
typedef struct _VtIndexWords VtIndexWords;

VtIndexWords *vt_index_words_new (VixLanguage language);
void vt_index_words_free (VtIndexWords *self);
size_t vt_index_words_stem (const char *word, size_t length, char *stem, void *words);
char *vt_index_words_part (VtIndexWords *self, const char *text, gssize length);

VixLanguage vt_index_language (const char *tag);
const VixAllocator *vt_index_allocator (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtIndexWords, vt_index_words_free)

G_END_DECLS
