#include "e2e/browser.hpp"

#include "e2e/site.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Pages that pcadmin writes, in a real browser.
namespace {

using namespace pcadmin::e2e;  // NOLINT(google-build-using-namespace)

/// The page of all roles and permissions of an organisation whose name would be markup, if it could.
std::string write_page(const Site& site) {
  site.get({"init", "--org", "Contoso <script>alert(1)</script> & \"Sons\"", "--partner-id", "4391507", "--name", "Ada",
            "--email", "ada@contoso.example", "--password-stdin"},
           std::string(kAdaPassword) + "\n");
  auto page = site.get({"role", "matrix", "-o", "html"});
  site.put("matrix.html", page);
  return page;
}

/// Looks at the page from inside, presses headings, and writes down what it saw.
constexpr std::string_view kProbe = R"js(<script>
(function () {
  var lines = [];
  var table = document.getElementById('matrix');
  function say(name, value) { lines.push(name + '=' + value); }
  function column(key) { return Number(table.querySelector('th[data-key="' + key + '"]').dataset.column); }
  function sorted(name) {
    var head = table.querySelector('th[aria-sort]');
    say(name + '.by', head.dataset.key + ' ' + head.getAttribute('aria-sort'));
    say(name + '.heads', table.querySelectorAll('th[aria-sort]').length);
    say(name + '.first', table.tBodies[0].rows[0].cells[0].querySelector('code').textContent);
    var ticks = '';
    for (var row of table.tBodies[0].rows) ticks += row.cells[column('global-admin')].textContent === '' ? '-' : 'x';
    say(name + '.admin', ticks);
  }
  function press(key) { table.querySelector('th[data-key="' + key + '"] button').click(); }
  say('page.width', document.documentElement.scrollWidth);
  say('window.width', document.documentElement.clientWidth);
  say('table.width', table.scrollWidth);
  say('frame.width', table.parentElement.clientWidth);
  say('fetched', performance.getEntriesByType('resource').length);
  say('rows', table.tBodies[0].rows.length);
  say('ticks', table.querySelectorAll('td.y').length);
  say('hint', document.getElementById('hint').hidden ? 'hidden' : 'shown');
  say('scopes', document.querySelectorAll('th:not([scope])').length);
  sorted('begin');
  var steps = [
    function () { press('global-admin'); }, function () { sorted('once'); press('global-admin'); },
    function () { sorted('twice'); press('permission'); }, function () { sorted('back'); },
    function () {
      var pre = document.createElement('pre');
      pre.id = 'probe';
      pre.textContent = lines.join('\n');
      document.body.appendChild(pre);
    }];
  function next() { if (steps.length) { steps.shift()(); setTimeout(next, 50); } }
  next();
}());
</script>
)js";

std::map<std::string, std::string> probe(const Site& site, std::string page, int width) {
  const auto end = page.rfind("</body>");
  page.insert(end, kProbe);
  site.put("probed.html", page);
  const auto outcome = browse(site, "probed.html", width, {"--virtual-time-budget=5000", "--dump-dom"});
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  return probed(outcome.out);
}

using Colours = std::map<std::string, std::array<double, 3>>;

/// The colours a block of the style sheet names.
Colours colours_of(const std::string& block) {
  static const std::regex named(R"(--(\w+): #([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2});)");
  Colours colours;
  for (std::sregex_iterator found(block.begin(), block.end(), named), end; found != end; ++found) {
    auto& colour = colours[(*found)[1]];
    for (std::size_t i = 0; i < 3; ++i)
      colour.at(i) = static_cast<double>(std::strtol((*found)[i + 2].str().c_str(), nullptr, 16)) / 255;
  }
  return colours;
}

/// WCAG 2: relative luminance and contrast ratio.
double luminance(const std::array<double, 3>& colour) {
  constexpr std::array<double, 3> kWeights = {0.2126, 0.7152, 0.0722};
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto value = colour.at(i);
    sum += kWeights.at(i) * (value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double contrast(const std::array<double, 3>& one, const std::array<double, 3>& other) {
  const double light = luminance(one);
  const double other_light = luminance(other);
  return (std::max(light, other_light) + 0.05) / (std::min(light, other_light) + 0.05);
}

TEST_CASE("the matrix page shows every role and permission in a browser and sorts by a heading") {
  if (!std::filesystem::exists(kBrowser))
    return skip_loudly("the matrix page in a browser", "chromium is not installed");
  const Site site;
  const auto page = write_page(site);
  const auto roles = lines_of(site.get({"role", "list", "-o", "ids"}));
  const auto permissions = lines_of(site.get({"role", "matrix", "-o", "ids"}));
  const auto table = site.get({"role", "matrix", "-o", "csv", "--no-header"});
  for (const auto& role : roles) CHECK(count_of(page, "data-key=\"" + role + "\"") == 1);
  for (const auto& permission : permissions) CHECK(count_of(page, "<code>" + permission + "</code>") == 1);

  auto seen = probe(site, page, 1280);
  CHECK(seen["rows"] == std::to_string(permissions.size()));
  CHECK(seen["ticks"] == std::to_string(count_of(table, "true")));
  CHECK(seen["scopes"] == "0");
  CHECK(seen["hint"] == "shown");
  CHECK(seen["fetched"] == "0");
  // On an ordinary screen nothing has to be scrolled sideways.
  CHECK(std::stoi(seen["page.width"]) <= std::stoi(seen["window.width"]));
  CHECK(std::stoi(seen["table.width"]) <= std::stoi(seen["frame.width"]));

  const auto admins = static_cast<std::size_t>(std::ranges::count(seen["begin.admin"], 'x'));
  const auto others = permissions.size() - admins;
  CHECK(seen["begin.by"] == "permission ascending");
  CHECK(seen["begin.first"] == permissions.front());
  CHECK(seen["once.by"] == "global-admin ascending");
  CHECK(seen["once.heads"] == "1");
  CHECK(seen["once.admin"] == std::string(admins, 'x') + std::string(others, '-'));
  CHECK(seen["twice.by"] == "global-admin descending");
  CHECK(seen["twice.admin"] == std::string(others, '-') + std::string(admins, 'x'));
  CHECK(seen["back.by"] == "permission ascending");
  CHECK(seen["back.admin"] == seen["begin.admin"]);
}

TEST_CASE("the matrix page fits a narrow window and a sheet of paper") {
  if (!std::filesystem::exists(kBrowser)) return skip_loudly("the matrix page in print", "chromium is not installed");
  const Site site;
  const auto page = write_page(site);
  auto seen = probe(site, page, 600);
  CHECK(std::stoi(seen["page.width"]) <= std::stoi(seen["window.width"]));  // the table scrolls, not the page
  const auto outcome =
      browse(site, "matrix.html", 1280, {"--no-pdf-header-footer", "--print-to-pdf=" + site.at("matrix.pdf").string()});
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  const auto pdf = read_file(site.at("matrix.pdf"));
  CHECK(pdf.starts_with("%PDF-"));
  const auto sheets = sheets_of(pdf);
  CHECK(sheets >= 2);
  CHECK(sheets <= 6);
}

TEST_CASE("the matrix page needs nothing beside it and takes no name for markup") {
  const Site site;
  const auto page = write_page(site);
  for (const std::string_view outside : {"http:", "https:", " src=", "url(", "@import", "<link", "//cdn"})
    CHECK(page.find(outside) == std::string::npos);
  CHECK(page.find("<script>alert") == std::string::npos);
  CHECK(count_of(page, "Contoso &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Sons&quot;") == 2);
  CHECK(count_of(page, "<script>") == 1);
  // Without scripts it reads the same; only the words about pressing headings are not there.
  CHECK(page.find("<p id=\"hint\" class=\"screen\" hidden>") != std::string::npos);
  CHECK(count_of(page, "<button") == 0);
}

TEST_CASE("text on the matrix page stands out from its ground by day and by night and in print") {
  const Site site;
  const auto page = write_page(site);
  const auto css = page.substr(page.find("<style>"), page.find("</style>") - page.find("<style>"));
  const std::regex block(R"(:root \{[^}]*\})");
  int blocks = 0;
  for (std::sregex_iterator found(css.begin(), css.end(), block), end; found != end; ++found, ++blocks) {
    const auto colours = colours_of(found->str());
    REQUIRE(colours.size() == 6);
    for (const std::string ground : {"paper", "band"}) {
      for (const std::string text : {"ink", "muted", "mark"}) {
        INFO(found->str() << "\n" << text << " on " << ground);
        CHECK(contrast(colours.at(text), colours.at(ground)) >= 4.5);
      }
    }
  }
  CHECK(blocks == 3);
  // No rule has a colour of its own.
  const std::regex own(R"((color|background): (?!var\(|inherit|light dark))");
  CHECK(std::distance(std::sregex_iterator(css.begin(), css.end(), own), std::sregex_iterator()) == 0);
}

/// Letters to people whose names are of every kind, a person a line of `hires.csv`; how many.
std::ptrdiff_t write_letters(const Site& site) {
  site.init();
  const Words names = {"Ann Lee",
                       std::string(256, 'W'),
                       "</article><article><script>document.title='broken'</script>",
                       "\"\" & 'Sons' <b>",
                       "\xD7\xA2\xD7\x93\xD7\x94 \xD7\x9C\xD7\x90\xD7\x91\xD7\x9C\xD7\x99\xD7\x99\xD7\xA1",
                       "\xE9\x99\xB3\xE5\xA4\xA7\xE6\x96\x87"};
  std::string rows = "name,email\n";
  for (std::size_t i = 0; i < names.size(); ++i)
    rows += "\"" + std::regex_replace(names[i], std::regex("\""), "\"\"") + "\"," + std::string(i == 1 ? 50 : 3, 'x') +
            std::to_string(i) + "@contoso.example\n";
  site.put("hires.csv", rows);
  site.get({"user", "import", "hires.csv", "--letters", "letters.html"});
  return static_cast<std::ptrdiff_t>(names.size());
}

TEST_CASE("letters print as one sheet of paper each whatever the names") {
  if (!std::filesystem::exists(kBrowser)) return skip_loudly("letters in print", "chromium is not installed");
  const Site site;
  const auto people = write_letters(site);
  auto page = read_file(site.at("letters.html"));
  for (const std::string paper : {"A4", "letter"}) {
    auto sized = page;
    sized.insert(sized.find("</style>"), "@page { size: " + paper + "; }\n");
    site.put("sized.html", sized);
    const auto outcome =
        browse(site, "sized.html", 1280, {"--no-pdf-header-footer", "--print-to-pdf=" + site.at("sized.pdf").string()});
    INFO(paper << ": " << outcome.err);
    REQUIRE(outcome.code == 0);
    CHECK(sheets_of(read_file(site.at("sized.pdf"))) == people);
  }
}

TEST_CASE("letters run nothing and go out of no window") {
  if (!std::filesystem::exists(kBrowser)) return skip_loudly("letters in a browser", "chromium is not installed");
  const Site site;
  const auto people = write_letters(site);
  auto page = read_file(site.at("letters.html"));
  const std::regex policy("<meta http-equiv[^>]*>");  // else it would stop the probe
  page = std::regex_replace(page, policy, "", std::regex_constants::format_first_only);
  page.insert(page.rfind("</body>"),
              "<script>var pre = document.createElement('pre'); pre.id = 'probe'; pre.textContent = "
              "['title=' + document.title, 'letters=' + document.querySelectorAll('article').length,"
              "'page=' + document.documentElement.scrollWidth, 'window=' + document.documentElement.clientWidth]"
              ".join('\\n'); document.body.appendChild(pre);</script>\n");
  site.put("probed.html", page);
  for (const int width : {1280, 600}) {
    const auto outcome = browse(site, "probed.html", width, {"--virtual-time-budget=2000", "--dump-dom"});
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    auto seen = probed(outcome.out);
    CHECK(seen["title"] == "Sign-in letters of Contoso");
    CHECK(seen["letters"] == std::to_string(people));
    CHECK(std::stoi(seen["page"]) <= std::stoi(seen["window"]));
  }
}

}  // namespace
