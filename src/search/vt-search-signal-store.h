#pragma once

#include "base/vt-db.h"
#include "search/vt-search-signal.h"

G_BEGIN_DECLS

/* What a shop knows of its shoppers' behaviour after searches, as it was last computed. */

/* Gives each of them. The query of the signal lives during the call only. */
typedef void (*VtSearchSignalFunc) (const VtSearchSignal *signal, gpointer data);

VtSearchSignals *vt_search_signals_read (VtDb *db, gint64 now_us, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean vt_search_signals_store (VtDb *db, GArray *signals, GError **error);
gboolean vt_search_signals_each (VtDb *db, VtSearchSignalFunc func, gpointer data, GError **error);
VtStep vt_search_signal_find (VtDb *db, const char *query, gint64 product_id, VtSearchSignal *signal, GError **error);

G_END_DECLS
