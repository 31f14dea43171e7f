#pragma once

#include "publish/vt-host.h"
#include "shop/vt-shop.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Exit statuses. */
#define VT_CLI_DONE   0
#define VT_CLI_FAILED 1
#define VT_CLI_USAGE  2

typedef struct _VtCli VtCli;

/* A command: its words for --help, and what it does. */
typedef struct
{
  const char *name;
  const char *arguments;   /* "SHOP FILE…" */
  const char *summary;     /* to be translated; one sentence */
  const char *description; /* (nullable) to be translated; what else --help says */
  int (*run) (VtCli *cli);
} VtCliCommand;

/* One run of the program. */
struct _VtCli
{
  const VtCliCommand *command;
  char **argv;               /* (unowned) name of the program, then what follows the command's name */
  GCancellable *cancellable; /* (owned) Ctrl+C */
};

/* A column of a table: a member of the rows' objects. */
typedef struct
{
  const char *member;
  const char *heading; /* to be translated */
  gboolean right;      /* numbers */
} VtCliColumn;

typedef struct _VtCliProgress VtCliProgress;

char **vt_cli_parse (VtCli *cli, const GOptionEntry *entries, guint min, guint max) G_GNUC_WARN_UNUSED_RESULT;
int vt_cli_misused (VtCli *cli, const char *format, ...) G_GNUC_PRINTF (2, 3);
int vt_cli_end (gboolean done, GError **error);

VtCliProgress *vt_cli_progress_new (void);
void vt_cli_progress_free (VtCliProgress *self);
void vt_cli_progress_cb (const char *step, gint64 done, gint64 total, gpointer progress);

void vt_cli_print_json (JsonNode *node);
void vt_cli_print_json_array (JsonArray *array);
void vt_cli_print_json_object (JsonObject *object);
void vt_cli_print_table (JsonArray *rows, const VtCliColumn *columns, guint n_columns);

void vt_cli_set_text (JsonObject *object, const char *name, const char *text);
void vt_cli_set_money (JsonObject *object, const char *name, gint64 minor, const char *currency);
void vt_cli_set_time (JsonObject *object, const char *name, gint64 us);
char *vt_cli_format_time (gint64 us);

GThread *vt_cli_watch_signals (GCancellable *cancellable);
void vt_cli_run_until_cancelled (VtCli *cli);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtCliProgress, vt_cli_progress_free)

G_END_DECLS
