/** What a mark says is shown beside the pointer, sooner than a browser would; the page says the same without it. */
export const hoverScript = `
(function(){
var tip=document.createElement('div');tip.id='tip';tip.hidden=true;tip.setAttribute('aria-hidden','true');document.body.appendChild(tip);
document.querySelectorAll('svg title').forEach(function(t){var p=t.parentNode;p.said=t.textContent;p.setAttribute('aria-label',t.textContent);t.remove()});
function show(e){var n=e.target;while(n&&n!==document.body&&!n.said)n=n.parentNode;
if(!n||!n.said){tip.hidden=true;return}
tip.textContent=n.said;tip.hidden=false;
var w=tip.offsetWidth,h=tip.offsetHeight,x=e.clientX+14,y=e.clientY+14,d=document.documentElement;
if(x+w>d.clientWidth-8)x=Math.max(8,e.clientX-w-14);
if(y+h>d.clientHeight-8)y=e.clientY-h-14;
tip.style.left=x+scrollX+'px';tip.style.top=y+scrollY+'px'}
document.addEventListener('pointermove',show);document.addEventListener('pointerdown',show);
document.addEventListener('keydown',function(e){if(e.key==='Escape')tip.hidden=true});
addEventListener('scroll',function(){tip.hidden=true},{passive:true});
})()`;
