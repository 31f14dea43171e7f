#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-colour-button.h"

#include "app/widgets/vt-swatch.h"

#include <glib/gi18n.h>
#include <math.h>

#define SIZE 32

struct _VtColourButton
{
  AdwBin parent_instance;

  VtColour colour;
  GtkMenuButton *button; /* (unowned) */
  VtSwatch *swatch;      /* (unowned) */
  GtkWidget *chooser;    /* (unowned) (nullable) made when it is first opened */
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtColourButton, vt_colour_button, ADW_TYPE_BIN)

static guint8
channel (float value)
{
  return (guint8) lroundf (CLAMP (value, 0.f, 1.f) * 255);
}

static void
rgba_cb (VtColourButton *self)
{
  GdkRGBA rgba;
  VtColour colour;

  gtk_color_chooser_get_rgba (GTK_COLOR_CHOOSER (self->chooser), &rgba);
  colour = (VtColour){ channel (rgba.red), channel (rgba.green), channel (rgba.blue) };
  if (vt_colour_equal (colour, self->colour))
    return;

  self->colour = colour;
  vt_swatch_set_colour (self->swatch, colour);
  g_signal_emit (self, signals[PICKED], 0);
}

static void
show_in_chooser (VtColourButton *self)
{
  GdkRGBA rgba = { (float) self->colour.r / 255, (float) self->colour.g / 255, (float) self->colour.b / 255, 1 };

  g_signal_handlers_block_by_func (self->chooser, rgba_cb, self);
  gtk_color_chooser_set_rgba (GTK_COLOR_CHOOSER (self->chooser), &rgba);
  g_signal_handlers_unblock_by_func (self->chooser, rgba_cb, self);
}

/* The chooser is heavy: ten of them would be felt when the place is opened. */
static void
create_popup (GtkMenuButton *button, gpointer user_data)
{
  VtColourButton *self = user_data;

  if (self->chooser == NULL)
    {
      GtkWidget *popover = gtk_popover_new ();

      self->chooser = gtk_color_chooser_widget_new ();
      gtk_color_chooser_set_use_alpha (GTK_COLOR_CHOOSER (self->chooser), FALSE);
      g_object_set (self->chooser, "show-editor", TRUE, NULL);
      g_signal_connect_swapped (self->chooser, "notify::rgba", G_CALLBACK (rgba_cb), self);
      gtk_popover_set_child (GTK_POPOVER (popover), self->chooser);
      gtk_menu_button_set_popover (button, popover);
    }

  show_in_chooser (self);
}

static void
vt_colour_button_dispose (GObject *object)
{
  VtColourButton *self = VT_COLOUR_BUTTON (object);

  if (self->chooser != NULL)
    g_signal_handlers_disconnect_by_data (self->chooser, self);
  self->chooser = NULL;

  G_OBJECT_CLASS (vt_colour_button_parent_class)->dispose (object);
}

static void
vt_colour_button_class_init (VtColourButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_colour_button_dispose;
  signals[PICKED] =
      g_signal_new ("picked", VT_TYPE_COLOUR_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_colour_button_init (VtColourButton *self)
{
  self->swatch = VT_SWATCH (vt_swatch_new (SIZE, SIZE));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, GTK_WIDGET (self->swatch));
  gtk_menu_button_set_create_popup_func (self->button, create_popup, self, NULL);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "colour");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

/**
 * vt_colour_button_new:
 * @name: what the colour is for, translated
 *
 * Returns: (transfer floating): a button that shows black
 */
GtkWidget *
vt_colour_button_new (const char *name)
{
  VtColourButton *self = g_object_new (VT_TYPE_COLOUR_BUTTON, NULL);
  /* TRANSLATORS: %s is what a colour is for, such as "Background" */
  g_autofree char *label = g_strdup_printf (_ ("Choose the colour of “%s”"), name);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
  /* The focus goes to the button within. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}

/**
 * vt_colour_button_get_colour:
 * @self: a button
 *
 * Returns: its colour
 */
VtColour
vt_colour_button_get_colour (VtColourButton *self)
{
  return self->colour;
}

/**
 * vt_colour_button_set_colour:
 * @self: a button
 * @colour: what the shop holds
 */
void
vt_colour_button_set_colour (VtColourButton *self, VtColour colour)
{
  if (vt_colour_equal (colour, self->colour))
    return;

  self->colour = colour;
  vt_swatch_set_colour (self->swatch, colour);
  if (self->chooser != NULL)
    show_in_chooser (self);
}
