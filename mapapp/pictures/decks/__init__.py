"""Slides: views as a 16:9 deck of native, editable shapes with their sources.

Selection ─ build_scene ─▶ Scene ─ build_deck ─▶ the bytes of a .pptx file

build         selections -> deck: one slide a view, then the sources
template      the empty deck: theme, master, two layouts (template/*.xml)
slide         one view: placeholders, then the map, layer by layer
layers        a scene's flat list of shapes as layers of features
drawing       shapes and labels as elements of a slide
outlines      paths as freeforms, with no more points than a slide can show
paint         colours, fills, lines
words         text: paragraphs, runs, scripts and directions
links         where a click on a feature leads
notes         what the speaker reads: the quotes with their documents
sources       the last slides: documents, and whose data the maps are
placeholders  finding, emptying and dropping them
package       the file: the same bytes for the same deck
xml           elements and lengths of the format
"""
