#pragma once

#include "site/vt-site-backend.h"

G_BEGIN_DECLS

gboolean vt_newsletter_subscribe (const VtSubscription *wish,
                                  const VtSubscriptionLetter *letter,
                                  gpointer store,
                                  GError **error);
VtSubscriptionAnswer vt_newsletter_answer (VtSubscriptionAct act, const char *token, gpointer store);

G_END_DECLS
