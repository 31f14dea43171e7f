#pragma once

#include "publish/vt-publisher.h"

G_BEGIN_DECLS

char *vt_publish_words_for_release (VtPlan *plan);
char *vt_publish_words_for_pull (const VtPullResult *pulled);
char *vt_publish_words_for_result (const VtPublishResult *result);

G_END_DECLS
