#pragma once

#include "base/vt-db.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  VT_CHANNEL_WHATSAPP,
  VT_CHANNEL_LINE,
  VT_CHANNEL_MESSENGER,
  VT_CHANNEL_INSTAGRAM,
  VT_CHANNEL_TELEGRAM,
  VT_CHANNEL_FACEBOOK,
  VT_CHANNEL_TIKTOK,
  VT_CHANNEL_PHONE,
  VT_CHANNEL_EMAIL,
  VT_CHANNEL_FORM /* the message form on the contact page; it has no value */
} VtChannelKind;

#define VT_CHANNEL_N_KINDS (VT_CHANNEL_FORM + 1)

/* Where shoppers can ask. */
typedef struct
{
  gint64 id; /* 0: not saved yet */
  VtChannelKind kind;
  char *value; /* number, name or address there, as it is kept: "+351912345678", "casalume" */
  char *label; /* "" unless it has a name of its own: "Inês" */
} VtChannel;

VtChannel *vt_channel_new (VtChannelKind kind, const char *value);
void vt_channel_free (VtChannel *self);
GPtrArray *vt_channel_list (VtDb *db, GError **error);
VtChannel *vt_channel_load (VtDb *db, gint64 id, GError **error);
char *vt_channel_url (const VtChannel *self, const char *text);

/* Edits, for use inside a VtShopJob. An id of 0 is made and set; the record is left as the table has it. */
gboolean vt_channel_save (VtDb *db, VtChannel *channel, GError **error);
gboolean vt_channel_move (VtDb *db, gint64 id, int position, GError **error);
gboolean vt_channel_delete (VtDb *db, gint64 id, GError **error);

const char *vt_channel_kind_to_string (VtChannelKind kind);
gboolean vt_channel_kind_from_string (const char *text, VtChannelKind *kind);
const char *vt_channel_kind_name (VtChannelKind kind);
const char *vt_channel_kind_hint (VtChannelKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtChannel, vt_channel_free)

G_END_DECLS
