#include "app/widgets/vt-ink.h"

#define OPAQUE 65535

/**
 * vt_ink_insert:
 * @attrs: of a text
 * @colour: what it is written in
 *
 * Exactly that colour: without an alpha of its own a text has that of the theme's, which lets the ground through.
 */
void
vt_ink_insert (PangoAttrList *attrs, VtColour colour)
{
  pango_attr_list_insert (attrs, pango_attr_foreground_new ((guint16) (colour.r * 257), (guint16) (colour.g * 257),
                                                            (guint16) (colour.b * 257)));
  pango_attr_list_insert (attrs, pango_attr_foreground_alpha_new (OPAQUE));
}
