#pragma once

#include "base/vt-db.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* A kind of thing that the settings edit: each has facts that are written as text, one at a time, by the name of the
 * fact. What a text cannot be is refused by set, what the thing cannot be by save, both with a sentence that says what
 * to do. The words of the history have one %s, which becomes the thing's name. */
typedef struct
{
  const char *name;   /* for the keys of edits that belong together */
  const char *edit;   /* "Edit zone %s"; marked for translation, as are those below */
  const char *add;    /* (nullable) */
  const char *remove; /* (nullable) */
  const char *move;   /* (nullable) */

  gpointer (*load) (VtDb *db, gint64 id, GError **error);
  void (*release) (gpointer record);
  gint64 (*get_id) (gconstpointer record);
  char *(*get) (gconstpointer record, const char *field, const char *currency);
  gboolean (*set) (gpointer record, const char *field, const char *value, const char *currency, GError **error);
  gboolean (*save) (VtDb *db, gpointer record, GError **error);
  gboolean (*reorder) (VtDb *db, gint64 id, int position, GError **error); /* (nullable) */
  gboolean (*drop) (VtDb *db, gint64 id, GError **error);                  /* (nullable) */
  /* (nullable) what a row is called for what the record is now, translated; "" when it has no such fact, NULL for the
   * title that the row was made with */
  const char *(*title) (gconstpointer record, const char *field);
  const char *(*unit) (gconstpointer record, const char *field, const char *currency); /* (nullable) as for title */
} VtRecordKind;

extern const VtRecordKind vt_record_setting;
extern const VtRecordKind vt_record_zone;
extern const VtRecordKind vt_record_method;
extern const VtRecordKind vt_record_rate;
extern const VtRecordKind vt_record_tax;
extern const VtRecordKind vt_record_payment;
extern const VtRecordKind vt_record_channel;
extern const VtRecordKind vt_record_day;
extern const VtRecordKind vt_record_closed;

gpointer vt_record_new_closed (void);

/* Texts of facts, for the kinds. */
gboolean vt_record_invalid (GError **error, const char *message);
void vt_record_take (char **text, const char *value);
void vt_record_take_list (char ***list, const char *value);
gboolean vt_record_parse_money (const char *value, const char *currency, gint64 none, gint64 *minor, GError **error);
char *vt_record_format_money (gint64 minor, const char *currency);
gboolean
vt_record_parse_number (const char *value, gint64 none, gint64 least, gint64 most, gint64 *number, GError **error);
char *vt_record_format_number (gint64 number);
gboolean vt_record_parse_weight (const char *value, gint64 none, gint64 *weight_g, GError **error);
char *vt_record_format_weight (gint64 weight_g);
gboolean vt_record_parse_percent (const char *value, int *basis_points, GError **error);
gboolean vt_record_parse_time (const char *value, int *minute, GError **error);
char *vt_record_format_time (int minute);

G_END_DECLS
