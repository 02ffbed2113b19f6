#include "e2e/browser.hpp"
#include "e2e/site.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

/// The page of `pcadmin report`, in a real browser.
namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)

constexpr std::uintmax_t kMostBytes = std::uintmax_t{2} * 1024 * 1024;

/// An organisation of half a year, with names of every kind, and what its report says.
std::string write_page(const Site& site) {
  site.get({"init", "--org", "Contoso <script>document.title = 'broken'</script> & \"Sons\"", "--partner-id", "4391507",
            "--name", "Ada Lovelace", "--email", "ada@contoso.example", "--password-stdin"},
           std::string(kAdaPassword) + "\n");
  const std::string roles[] = {"helpdesk-agent", "sales-agent;referrals-user", "account-admin", "report-viewer"};
  std::string rows = "name,email,roles\n";
  for (int i = 0; i < 120; ++i)
    rows += (i % 10 == 0 ? "</table><script>document.title = 'broken'</script>" : "Ann Lee") + std::string(",ann") +
            std::to_string(i) + "@contoso.example," + roles[i % 4] + "\n";
  rows += std::string(256, 'W') + "," + std::string(50, 'x') + "@contoso.example,account-admin\n";
  site.put("hires.csv", rows);
  site.get({"user", "import", "hires.csv", "--credentials", "hires.secret.csv"});
  for (const std::string days : {"3", "9", "20"})
    site.get({"role", "assign", "ann" + days + "@contoso.example", "billing-admin", "--expires", days + "d"});
  // A plan that is reached, and one that is half-way.
  const auto designation = [](const std::string& name, const std::string& needs) {
    return R"({"name":")" + name + R"(","title":"</table><script>document.title = 'broken'</script> )" + name +
           R"(","programme":"Own","needs":)" + needs +
           R"(,"metrics":[{"name":"m","most":20,"each":4,"counts":["MS-102"]}]})";
  };
  site.put("plans.json", "[" + designation("one", "4") + "," + designation("two", "8") + "]");
  site.put("skills.csv", "email,kind,code,achieved,expires\nada@contoso.example,exam,MS-102,2026-01-15,\n");
  site.get({"designation", "define", "plans.json"});
  site.get({"cert", "link", "990000001"});
  site.get({"cert", "import", "skills.csv"});
  // Its first day is moved back: nobody waits half a year for a test.
  run_sql(site.store(),
          "UPDATE change_set SET at = at - 15552000 WHERE id = 1;"
          "UPDATE change_set SET at = at - 7776000 WHERE id = 2");
  site.get({"report", "report.html"});
  return read_file(site.at("report.html"));
}

/// Looks at the page from inside and writes down what it sees.
constexpr std::string_view kProbe = R"js(<script>
(function () {
  var lines = [];
  function say(name, value) { lines.push(name + '=' + value); }
  function all(what, within) { return Array.prototype.slice.call((within || document).querySelectorAll(what)); }
  function box(element) { return element.getBoundingClientRect(); }
  function numbers(colour) { return (colour.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number); }
  // WCAG 2.
  function luminance(colour) {
    var parts = numbers(colour).slice(0, 3).map(function (n) {
      n /= 255;
      return n <= 0.04045 ? n / 12.92 : Math.pow((n + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  }
  function contrast(one, other) {
    var a = luminance(one), b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }
  function ground(element) {
    for (var e = element; e; e = e.parentElement) {
      var colour = getComputedStyle(e).backgroundColor;
      var parts = numbers(colour);
      if (parts.length < 4 || parts[3] === 1) return colour;
    }
    return 'rgb(255, 255, 255)';
  }
  function fail(list, element) { list.push(element.tagName + ':' + element.textContent.slice(0, 30)); }

  all('details').forEach(function (details) { details.open = true; });  // what is folded away is looked at too
  say('title', document.title);
  say('dark', matchMedia('(prefers-color-scheme: dark)').matches);
  say('ground', ground(document.body));
  say('page.width', document.documentElement.scrollWidth);
  say('window.width', document.documentElement.clientWidth);
  say('fetched', performance.getEntriesByType('resource').length);
  say('sections', all('main section h2').length);
  say('h1', all('h1').length);

  // Text: every piece that is seen, against what is behind it; how small the smallest is.
  var faint = [], seen = 0, least = 99, smallest = 99;
  var walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (var node = walker.nextNode(); node; node = walker.nextNode()) {
    var element = node.parentElement;
    if (!node.textContent.trim() || element.closest('script, title, desc') || box(element).width === 0) continue;
    var style = getComputedStyle(element);
    var ratio = contrast(element.closest('svg') ? style.fill : style.color, ground(element));
    seen += 1;
    least = Math.min(least, ratio);
    smallest = Math.min(smallest, parseFloat(style.fontSize));
    if (ratio < 4.5) fail(faint, element);
  }
  say('texts', seen);
  say('least.contrast', least.toFixed(2));
  say('smallest', smallest);
  say('faint', faint.join('; '));

  // Shapes that tell something stand out too.
  var dull = all('svg .bar, svg .end, svg .line').filter(function (shape) {
    var style = getComputedStyle(shape);
    return contrast(shape.matches('.line') ? style.stroke : style.fill, ground(shape)) < 3;
  });
  say('dull', dull.length);

  // Plots: named, told, with their figures; nothing is outside, and no two texts touch.
  var plots = all('svg[role=img]'), unnamed = [], outside = [], touching = [];
  plots.forEach(function (plot) {
    var told = plot.getAttribute('aria-labelledby').split(' ').every(function (id) {
      var found = document.getElementById(id);
      return found && found.closest('svg') === plot && found.textContent.trim().length > 3;
    });
    if (!told || !plot.closest('figure').querySelector('details table')) fail(unnamed, plot);
    var frame = box(plot);
    var texts = all('text', plot).map(function (text) { return { text: text, box: box(text) }; });
    texts.forEach(function (one, i) {
      if (one.box.left < frame.left - 1 || one.box.right > frame.right + 1 || one.box.top < frame.top - 1 ||
          one.box.bottom > frame.bottom + 1) fail(outside, one.text);
      texts.slice(i + 1).forEach(function (other) {
        var apart = one.box.right <= other.box.left || other.box.right <= one.box.left ||
            one.box.bottom <= other.box.top + 3 || other.box.bottom <= one.box.top + 3;
        if (!apart) fail(touching, one.text);
      });
    });
  });
  say('plots', plots.length);
  say('lines', all('svg .line').length);
  say('unnamed', unnamed.join('; '));
  say('outside', outside.join('; '));
  say('touching', touching.join('; '));

  // Bars: as long as their number says, against the longest of their figure.
  var wrong = [], bars = 0;
  all('figure').forEach(function (figure) {
    var rows = all('.bar', figure).map(function (bar) {
      var value = bar.previousElementSibling.previousElementSibling;
      return { bar: bar, count: Number(value.textContent.replace(/,/g, '')), width: box(bar).width,
               track: box(bar.previousElementSibling).width };
    });
    var most = Math.max.apply(null, rows.map(function (row) { return row.count; }));
    rows.forEach(function (row) {
      bars += 1;
      if (row.track < 100 || Math.abs(row.width / row.track - row.count / most) > 0.005) fail(wrong, row.bar.previousElementSibling);
    });
  });
  say('bars', bars);
  say('wrong', wrong.length);

  // Tables: what a screen reader reads out with every cell.
  var nameless = all('table').filter(function (table) {
    return !table.caption || all('th', table).some(function (th) { return !th.scope; }) ||
        all('tbody tr', table).some(function (row) { return row.cells[0].tagName !== 'TH'; });
  });
  say('tables', all('table').length);
  say('nameless', nameless.length);
  var pre = document.createElement('pre');
  pre.id = 'probe';
  pre.textContent = lines.join('\n');
  document.body.appendChild(pre);
}());
</script>
)js";

/// The page without what would stop the probe, and with it.
std::string with_probe(std::string page) {
  const auto policy = page.find("<meta http-equiv");
  page.erase(policy, page.find('\n', policy) - policy);
  page.insert(page.rfind("</body>"), kProbe);
  return page;
}

std::map<std::string, std::string> look(const Site& site, const std::string& page, int width, Words more = {}) {
  site.put("probed.html", with_probe(page));
  more.insert(more.end(), {"--virtual-time-budget=2000", "--dump-dom"});
  const auto outcome = browse(site, "probed.html", width, std::move(more));
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  return probed(outcome.out);
}

/// As it is printed, on a screen.
std::string as_printed(std::string page) {
  const std::string print = "@media print";
  return page.replace(page.find(print), print.size(), "@media screen");
}

/// What holds by day, by night, on paper, in a wide window and a narrow one.
void check_readable(std::map<std::string, std::string> seen) {
  CHECK(seen["title"].starts_with("Access overview: Contoso &lt;script&gt;"));
  CHECK(seen["h1"] == "1");
  CHECK(seen["sections"] == "7");
  CHECK(seen["fetched"] == "0");
  CHECK(std::stoi(seen["page.width"]) <= std::stoi(seen["window.width"]));
  CHECK(std::stoi(seen["texts"]) > 400);
  CHECK(seen["faint"] == "");
  CHECK(std::stod(seen["least.contrast"]) >= 4.5);
  CHECK(std::stod(seen["smallest"]) >= 11);
  CHECK(seen["dull"] == "0");
  CHECK(seen["plots"] == "12");
  CHECK(seen["lines"] == "2");
  CHECK(seen["unnamed"] == "");
  CHECK(seen["outside"] == "");
  CHECK(seen["touching"] == "");
  CHECK(std::stoi(seen["bars"]) == 23 + 5 + 4 + 2);
  CHECK(seen["wrong"] == "0");
  CHECK(std::stoi(seen["tables"]) == 9);
  CHECK(seen["nameless"] == "0");
}

TEST_CASE("the report reads in a browser by day and by night, in a wide window and a narrow one") {
  if (!std::filesystem::exists(kBrowser)) return skip_loudly("the report in a browser", "chromium is not installed");
  const Site site;
  const auto page = write_page(site);
  auto day = look(site, page, 1280);
  CHECK(day["dark"] == "false");
  check_readable(day);
  auto night = look(site, page, 1280, {"--blink-settings=preferredColorScheme=0"});
  CHECK(night["dark"] == "true");
  CHECK(night["ground"] != day["ground"]);
  check_readable(night);
  check_readable(look(site, page, 500));
}

TEST_CASE("the report reads on paper, on few sheets, by night too") {
  if (!std::filesystem::exists(kBrowser)) return skip_loudly("the report in print", "chromium is not installed");
  const Site site;
  const auto page = write_page(site);
  auto paper = look(site, as_printed(page), 720, {"--blink-settings=preferredColorScheme=0"});
  CHECK(paper["ground"] == "rgb(255, 255, 255)");
  CHECK(paper["faint"] == "");
  CHECK(paper["outside"] == "");
  CHECK(paper["touching"] == "");
  CHECK(paper["wrong"] == "0");
  CHECK(std::stoi(paper["page.width"]) <= std::stoi(paper["window.width"]));
  const auto outcome =
      browse(site, "report.html", 1280, {"--no-pdf-header-footer", "--print-to-pdf=" + site.at("report.pdf").string()});
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  const auto sheets = sheets_of(read_file(site.at("report.pdf")));
  CHECK(sheets >= 3);
  CHECK(sheets <= 12);
}

TEST_CASE("whatever is wrong with the report in a browser is seen") {
  if (!std::filesystem::exists(kBrowser)) return skip_loudly("a broken report", "chromium is not installed");
  const Site site;
  const auto page = write_page(site);
  // Every break is one that somebody could make in the style sheet or the writer of plots.
  const auto broken = [&](std::string_view style) {
    auto copy = page;
    copy.insert(copy.find("</style>"), style);
    return look(site, copy, 1280);
  };
  auto seen = broken(
      ":root { --muted: #9aa3ad; --mark: #cfe3ea; } .bar { width: 50px; } table { min-width: 1600px; }"
      "svg text { font-size: 30px; } caption { display: none; }");
  CHECK(seen["faint"] != "");
  CHECK(std::stod(seen["least.contrast"]) < 4.5);
  CHECK(seen["dull"] != "0");
  CHECK(seen["wrong"] != "0");
  CHECK(seen["touching"] != "");
  CHECK(std::stoi(seen["page.width"]) > std::stoi(seen["window.width"]));
}

TEST_CASE("ten thousand people make a report under 2 MiB") {
  const Site site;
  site.init();
  std::string rows = "name,email,roles\n";
  for (int i = 0; i < 10'000; ++i)
    rows += "Ann Lee,ann" + std::to_string(i) + "@contoso.example,account-admin;helpdesk-agent\n";
  site.put("hires.csv", rows);
  site.get({"user", "import", "hires.csv", "--credentials", "hires.secret.csv"});
  site.get({"report", "report.html"});
  const auto page = read_file(site.at("report.html"));
  CHECK(page.size() < kMostBytes);
  CHECK(page.find("<strong>50 of 10,000 are shown.</strong>") != std::string::npos);
  CHECK(page.find("<strong>50 of 10,001 are shown.</strong>") != std::string::npos);
  CHECK(mode_of(site.at("report.html")) == 0600);
}

}  // namespace
