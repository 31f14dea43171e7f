#pragma once

#include "base/vt-db.h"
#include "site/vt-site-backend.h"

G_BEGIN_DECLS

gboolean vt_newsletter_subscribe (const VtSubscription *wish,
                                  const VtSubscriptionLetter *letter,
                                  gpointer store,
                                  GError **error);
VtSubscriptionAnswer vt_newsletter_answer (VtSubscriptionAct act, const char *token, char **source, gpointer store);
gboolean vt_newsletter_has (VtDb *db, const char *email, gboolean *has, GError **error);

G_END_DECLS
