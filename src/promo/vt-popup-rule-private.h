#pragma once

#include "promo/vt-popup-rule.h"

G_BEGIN_DECLS

struct _VtPopupRule
{
  gint64 id;
  char *goal;
  char *layout;
  char *trigger;
  gint64 value;
  char *word;
  char *phone;
  gint64 starts_ms;     /* 0: at once */
  gint64 ends_ms;       /* 0: never */
  gint64 offer_ends_ms; /* 0: it promises nothing that ends */
  gint64 quiet_days;
  gint64 most; /* 0: no limit */
  char *version;

  /* The audience: "", an empty list and 0 are everybody. */
  char *visitors;
  GStrv devices;
  GStrv languages;
  GStrv countries;
  GStrv sources;
  GStrv campaigns;
  GStrv pages;
  GStrv not_pages;
  GArray *collections;
  gboolean sold_out;
  gint64 views;
  char *cart;
  gint64 cart_from;
  gint64 cart_below;
  GArray *cart_products;
  GArray *cart_collections;
  char *subscribed;
};

/* What a browser remembers of one popup. */
typedef struct
{
  gint64 shown;
  gint64 until_ms;
  gboolean done;
  char *version;
} VtPopupMemory;

struct _VtPopupFacts
{
  gint64 now_ms;
  char *kind;
  char *path;
  GArray *collections;
  gboolean sold_out;
  char *device;
  gboolean touch;
  char *language;
  char *country;
  char *source;
  char *campaign;
  char *referrer;
  gboolean from_search;
  gboolean busy;
  gboolean subscribed;
  gint64 visits;
  gint64 views;
  gint64 seconds;
  gint64 depth;
  gint64 idle;
  char *event;
  char *word;
  gint64 cart_count;
  gint64 cart_value;
  GArray *cart_products;
  GArray *cart_collections;
  gint64 shown_visit;
  gint64 shown_day;
  gint64 cap_visit;
  gint64 cap_day;
  GHashTable *memory; /* popup → VtPopupMemory */
};

gboolean vt_popup_rule_is_triggered (const VtPopupRule *self, const VtPopupFacts *facts);

G_END_DECLS
