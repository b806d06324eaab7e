(function () {
  "use strict";
  function read(id) { return JSON.parse(document.getElementById(id).textContent); }
  var nodes = Array.prototype.slice.call(document.querySelectorAll("[data-figure]"));
  var config = read("plot-config");
  nodes.forEach(function (node) {
    var figure = read(node.dataset.figure);
    Plotly.newPlot(node, figure.data, figure.layout, config);
  });
  // Paper has its own width: plots are redrawn for it, and everything folded is opened.
  var A4 = 700, closed = [];
  window.addEventListener("beforeprint", function () {
    closed = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
    closed.forEach(function (node) { node.open = true; });
    nodes.forEach(function (node) {
      var share = node.classList.contains("half") ? 0.48 : 1;
      Plotly.relayout(node, { autosize: false, width: Math.floor(A4 * share) });
    });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (node) { node.open = false; });
    nodes.forEach(function (node) { Plotly.relayout(node, { autosize: true, width: null }); });
  });
  document.documentElement.dataset.ready = String(nodes.length);
})();
