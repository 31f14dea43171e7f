#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define VT_HOST_ERROR (vt_host_error_quark ())

typedef enum
{
  VT_HOST_ERROR_UNREACHABLE, /* down, or no network */
  VT_HOST_ERROR_TOO_SLOW,    /* no answer in time */
  VT_HOST_ERROR_CERTIFICATE, /* signed by nobody known: the message holds its fingerprint */
  VT_HOST_ERROR_TOKEN,       /* refused, or none is known */
  VT_HOST_ERROR_BASE_MOVED,  /* somebody else published since */
  VT_HOST_ERROR_REFUSED,     /* the host says why in words */
  VT_HOST_ERROR_PROTOCOL     /* it does not speak the protocol */
} VtHostError;

GQuark vt_host_error_quark (void);

/* One immutable release, as the host lists it. */
typedef struct
{
  char *id;
  char *label;
  gint64 created_us;
  gint64 activated_us; /* 0: never was live */
  gboolean active;
  gint64 n_files;
  gint64 n_bytes;
} VtRelease;

void vt_release_free (VtRelease *self);

typedef struct
{
  char *name;
  char *version;
  char *active_release; /* "" before the first */
} VtHostInfo;

void vt_host_info_free (VtHostInfo *self);

/* How far long work has come. @total is 0 while it is not known. Called on the thread that works. */
typedef void (*VtProgress) (const char *step, gint64 done, gint64 total, gpointer data);

/* A place that a shop is published to. One implementation for each kind of host; calls block, on a worker thread. */
#define VT_TYPE_HOST (vt_host_get_type ())
G_DECLARE_INTERFACE (VtHost, vt_host, VT, HOST, GObject)

struct _VtReleaseBuild;

struct _VtHostInterface
{
  GTypeInterface parent;

  VtHostInfo *(*probe) (VtHost *self, GCancellable *cancellable, GError **error);
  /* Sends what the host lacks of the build and makes it live. */
  char *(*push) (VtHost *self,
                 struct _VtReleaseBuild *build,
                 const char *base,
                 VtProgress progress,
                 gpointer data,
                 gint64 *n_sent,
                 gint64 *bytes_sent,
                 GCancellable *cancellable,
                 GError **error);
  GPtrArray *(*releases) (VtHost *self, GCancellable *cancellable, GError **error);
  gboolean (*activate) (VtHost *self, const char *release, GCancellable *cancellable, GError **error);
  /* One page of what happened since @cursor, in order; @cursor moves on; empty when there is no more. */
  JsonArray *(*feed) (VtHost *self, char **cursor, GCancellable *cancellable, GError **error);
  /* Tells movements of stock, a JSON array; repeating one is harmless. */
  gboolean (*send_movements) (VtHost *self, JsonArray *movements, GCancellable *cancellable, GError **error);
  /* The catalogue of a release; @sha256 is its name. */
  GBytes *(
      *fetch_catalogue) (VtHost *self, const char *release, char **sha256, GCancellable *cancellable, GError **error);
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtRelease, vt_release_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtHostInfo, vt_host_info_free)

G_END_DECLS
