import { paletteFor } from "./palette.ts"

/** The style sheet of `TimelineView`: put it into the page once. Every rule stays inside the view. */
export const styles = `${paletteFor(".heddle-timeline")}
.heddle-timeline{background:var(--ht-background);color:var(--ht-text);font:12.5px/1.4 -apple-system,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums}
.heddle-timeline *{box-sizing:border-box}
.ht-head{display:flex;flex-wrap:wrap;align-items:baseline;gap:2px 10px;margin:0 0 4px}
.ht-head h2{margin:0;font-size:13px;font-weight:600}
.ht-head span{color:var(--ht-muted)}
.ht-tools{display:flex;gap:2px;margin-left:auto}
.ht-tools button{font:inherit;color:var(--ht-muted);background:none;border:0;border-radius:0;min-width:26px;padding:3px 7px;cursor:pointer}
.ht-tools button:hover{background:var(--ht-surface);color:var(--ht-text)}
.ht-tools button[aria-pressed=true]{color:var(--ht-text);box-shadow:inset 0 -2px var(--ht-text)}
.ht-tools button:disabled{opacity:.5;cursor:default;background:none}
.heddle-timeline :focus-visible{outline:2px solid var(--ht-accent);outline-offset:1px}
.ht-note{margin:0 0 8px;max-width:46em}
.ht-stage{overflow-x:auto;touch-action:pan-y;user-select:none;-webkit-user-select:none}
.ht-stage[data-zoomed=true]{cursor:grab}
.ht-drawing{display:block}
.ht-drawing text{font-size:11px;fill:var(--ht-muted)}
.ht-drawing .ht-name{font-size:12px;fill:var(--ht-text)}
.ht-drawing .ht-name.ht-aside{fill:var(--ht-muted)}
.ht-row{fill:var(--ht-surface)}
.ht-grid{stroke:var(--ht-rule);fill:none}
.ht-life{stroke:var(--ht-muted);fill:none}
.ht-life.ht-of-daemon{stroke:var(--ht-daemon);stroke-dasharray:1.5 3}
.ht-daemon{stroke:var(--ht-daemon);stroke-width:2;stroke-dasharray:6 3;fill:none}
.ht-running{fill:var(--ht-running)}
.ht-waiting{stroke:var(--ht-waiting);stroke-width:1.5;fill:none}
.ht-open{stroke:var(--ht-muted);fill:none}
.ht-cleanup{fill:color-mix(in srgb,var(--ht-interrupted) 18%,var(--ht-background))}
.ht-hatch{stroke:var(--ht-interrupted);stroke-width:2.5}
.ht-link path{stroke:var(--ht-muted);fill:none}
.ht-link .ht-tip{fill:var(--ht-muted);stroke:none}
.ht-link-interrupt path{stroke:var(--ht-interrupted);stroke-width:1.5}
.ht-link-fail path{stroke:var(--ht-failed);stroke-width:1.5}
.ht-switch{stroke:var(--ht-text);stroke-width:1.25;stroke-dasharray:2.5 2;fill:none}
.ht-mark path{stroke:var(--ht-muted);stroke-dasharray:2 3;fill:none}
.ht-mark-failure path{stroke:var(--ht-failed);stroke-width:1.5;stroke-dasharray:none}
.ht-drawing .ht-mark-failure text{fill:var(--ht-failed);font-weight:600}
.ht-event{stroke:var(--ht-text);stroke-width:1.5;fill:none}
.ht-event.ht-key{stroke-width:2.5}
.ht-drawing .ht-label,.ht-drawing .ht-ending,.ht-mark text,.ht-narrow .ht-name{paint-order:stroke;stroke:var(--ht-background);stroke-width:3px;stroke-linejoin:round}
.ht-drawing .ht-tone-key{fill:var(--ht-text)}
.ht-drawing .ht-tone-failure{fill:var(--ht-failed)}
.ht-halo{fill:var(--ht-background)}
.ht-glyph .ht-solid{fill:currentColor}
.ht-glyph .ht-line{fill:none;stroke:currentColor;stroke-width:1.7}
.ht-is-running{color:var(--ht-running)}.ht-is-waiting{color:var(--ht-waiting)}.ht-is-done{color:var(--ht-done)}
.ht-is-failed{color:var(--ht-failed)}.ht-is-interrupted{color:var(--ht-interrupted)}.ht-is-daemon{color:var(--ht-daemon)}.ht-is-scope{color:var(--ht-muted)}
.ht-drawing .ht-ending{fill:currentColor}
.ht-cursor{fill:none;stroke:var(--ht-accent);stroke-width:2}
.ht-hover{fill:none;stroke:var(--ht-muted)}
.ht-details{display:flex;flex-wrap:wrap;gap:0 10px;min-height:38px;margin:0;padding:8px 0 4px;border-top:1px solid var(--ht-rule)}
.ht-details b{font-weight:600}
.ht-details span{color:var(--ht-muted)}
.ht-details code{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;color:var(--ht-muted)}
.ht-keys{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:6px 0 8px}
.ht-keys dt{font-weight:600}
.ht-keys dd{margin:0;color:var(--ht-muted)}
.ht-table{overflow-x:auto;margin:8px 0 0}
.ht-table table{border-collapse:collapse;min-width:100%}
.ht-table caption{text-align:left;color:var(--ht-muted);padding:0 0 6px}
.ht-table th,.ht-table td{padding:3px 14px 3px 0;text-align:left;vertical-align:top;font-weight:400}
.ht-table td{min-width:8em}
.ht-table thead th{color:var(--ht-muted);border-bottom:1px solid var(--ht-rule);white-space:nowrap}
.ht-table tbody th{text-align:right;color:var(--ht-muted);white-space:nowrap}
.ht-table th:first-child{position:sticky;left:0;background:var(--ht-background)}
.ht-table tbody tr:hover{background:var(--ht-surface)}
.ht-unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(max-width:640px),(pointer:coarse){
.heddle-timeline{font-size:14px}.ht-tools button{min-width:44px;min-height:44px}.ht-tools{margin-left:-7px;width:100%}
.ht-drawing .ht-name{font-size:12.5px}}
`
