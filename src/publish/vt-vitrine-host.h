#pragma once

#include "publish/vt-host.h"

G_BEGIN_DECLS

/* A vitrine-host, reached by its REST interface, version 1. */
#define VT_TYPE_VITRINE_HOST (vt_vitrine_host_get_type ())
G_DECLARE_FINAL_TYPE (VtVitrineHost, vt_vitrine_host, VT, VITRINE_HOST, GObject)

VtHost *vt_vitrine_host_new (const char *url, const char *token, const char *fingerprint);
const char *vt_vitrine_host_get_seen_fingerprint (VtVitrineHost *self);

G_END_DECLS
