#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A film on one of the sites that live sales are held on. */
typedef struct
{
  const char *site; /* who shows it: "YouTube" */
  char *url;        /* where people watch it there */
  char *embed;      /* (nullable) what a frame shows; NULL where the site allows none */
  char *origin;     /* (nullable) of embed, for Content-Security-Policy: "https://www.youtube-nocookie.com" */
} VtLiveVideo;

/* Every origin that a film may come from, with spaces between. */
#define VT_LIVE_VIDEO_ORIGINS                                                                                          \
  "https://www.youtube-nocookie.com https://player.vimeo.com https://vimeo.com https://www.tiktok.com "                \
  "https://www.instagram.com https://www.facebook.com"

VtLiveVideo *vt_live_video_parse (const char *url);
void vt_live_video_free (VtLiveVideo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtLiveVideo, vt_live_video_free)

G_END_DECLS
