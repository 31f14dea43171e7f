#pragma once

#include "base/vt-db.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The kind of index that browsers load: compressed on its way as vt_compress_is_worth() says. */
#define VT_SHOPPER_INDEX_TYPE "application/vnd.vitrine.index"

/* What a shopper's browser shows of a product that was found. */
typedef struct
{
  gint64 id;
  char *path;         /* (owned) of its page, ready for an href */
  char *picture;      /* (owned) (nullable) what its photo is called in addresses: see VtPictureName */
  gint64 price_minor; /* the lowest; -1: none */
  gboolean from;      /* others of its variants cost more */
} VtShopperCard;

/* A page of another sort. */
typedef struct
{
  char *id;         /* (owned) "collection-3" */
  const char *kind; /* "collection", "post", "page" */
  char *path;       /* (owned) */
  char *title;      /* (owned) */
  char *text;       /* (owned) (nullable) plain: it is found by it, too */
} VtShopperThing;

VtShopperCard *
vt_shopper_card_new (gint64 id, const char *path, const char *picture, gint64 price_minor, gboolean from);
void vt_shopper_card_free (VtShopperCard *self);
VtShopperThing *
vt_shopper_thing_new (const char *kind, gint64 id, const char *path, const char *title, const char *text);
void vt_shopper_thing_free (VtShopperThing *self);

/* A part of the products' index. */
typedef struct
{
  GBytes *bytes;
  guint n_products;
} VtShopperPart;

void vt_shopper_part_free (VtShopperPart *self);

GPtrArray *vt_shopper_index_build (VtDb *db, const char *language, GPtrArray *cards, GError **error);
GBytes *vt_shopper_index_build_things (const char *language, GPtrArray *things, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtShopperCard, vt_shopper_card_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtShopperThing, vt_shopper_thing_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtShopperPart, vt_shopper_part_free)

G_END_DECLS
