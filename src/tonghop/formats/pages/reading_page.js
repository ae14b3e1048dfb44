// Lights up the partner of what the pointer or the focus is on. The page is complete without it.
"use strict";
(function () {
  var lit = [];
  function partner(element) {
    var holder = element.closest ? element.closest("[id]") : null;
    while (holder) {
      var found = document.getElementById(
        holder.id.indexOf("text-") === 0 ? holder.id.slice(5) : "text-" + holder.id
      );
      if (found) return [holder, found];
      holder = holder.parentElement && holder.parentElement.closest("[id]");
    }
    return [];
  }
  function light(event) {
    lit.forEach(function (each) { each.classList.remove("lit"); });
    lit = partner(event.target);
    lit.forEach(function (each) { each.classList.add("lit"); });
  }
  document.addEventListener("mouseover", light);
  document.addEventListener("focusin", light);
})();
