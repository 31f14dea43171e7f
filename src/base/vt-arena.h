#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Memory that is taken in small pieces and given back at once. One thread at a time. */
typedef struct _VtArena VtArena;

VtArena *vt_arena_new (gsize block_size);
void vt_arena_free (VtArena *self);
void vt_arena_clear (VtArena *self);
gsize vt_arena_get_size (VtArena *self);
gpointer vt_arena_alloc (VtArena *self, gsize size);
char *vt_arena_text (VtArena *self, const char *text, gssize length);
char *vt_arena_printf (VtArena *self, const char *format, va_list list) G_GNUC_PRINTF (2, 0);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtArena, vt_arena_free)

G_END_DECLS
