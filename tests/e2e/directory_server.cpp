#include "e2e/directory_server.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <filesystem>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace pcadmin::e2e {

namespace {

constexpr std::string_view kSlapd = "/usr/sbin/slapd";
const Environment kEnvironment{{"PATH", "/usr/sbin:/usr/bin:/sbin:/bin"}, {"LC_ALL", "C"}};

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int listen_anywhere() {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = loopback(0);
  REQUIRE(::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::listen(listener, 8) == 0);
  return listener;
}

int port_of(int listener) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  REQUIRE(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  return ntohs(address.sin_port);
}

int free_port() {
  const int listener = listen_anywhere();
  const int port = port_of(listener);
  ::close(listener);
  return port;
}

/// A connection to a port of this machine; -1: nobody is there.
int connect_to(int port) {
  const int connection = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = loopback(port);
  if (::connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return connection;
  ::close(connection);
  return -1;
}

bool answers(int port) {
  const int connection = connect_to(port);
  if (connection >= 0) ::close(connection);
  return connection >= 0;
}

/// What has come at `from`, to `to`; how much it was. 0: the end.
std::size_t hand_on(int from, int to) {
  std::array<char, 4096> bytes{};
  const auto got = ::recv(from, bytes.data(), bytes.size(), 0);
  if (got <= 0) return 0;
  const auto sent = ::send(to, bytes.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL);
  return sent == got ? static_cast<std::size_t>(got) : 0;
}

}  // namespace

bool has_slapd() { return std::filesystem::exists(kSlapd); }

DirectoryServer::DirectoryServer(const Site& site, std::string_view ldif)
    : folder_(site.at("slapd")), port_(free_port()), tls_port_(free_port()) {
  std::filesystem::create_directories(folder_ / "db");
  make_certificates();
  configure();
  fill(ldif);
  start();
}

DirectoryServer::~DirectoryServer() {
  if (process_) stop();
}

void DirectoryServer::refill(std::string_view ldif) {
  stop();
  std::filesystem::remove_all(folder_ / "db");
  std::filesystem::create_directories(folder_ / "db");
  fill(ldif);
  start();
}

void DirectoryServer::must(Words words) const {
  const auto outcome = run(Spawn{.words = std::move(words), .env = kEnvironment, .folder = folder_});
  INFO(outcome.both());
  REQUIRE(outcome.code == 0);
}

void DirectoryServer::make_certificates() const {
  const std::string openssl = "/usr/bin/openssl";
  for (const std::string name : {"ca", "other"})
    must({openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
          "-subj", "/CN=" + name, "-keyout", name + ".key", "-out", name + ".pem"});
  must({openssl, "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=server",
        "-keyout", "server.key", "-out", "server.csr"});
  write_file(folder_ / "names", "subjectAltName=IP:127.0.0.1\n");
  must({openssl, "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days",
        "2", "-extfile", "names", "-out", "server.pem"});
}

void DirectoryServer::configure() const {
  write_file(folder_ / "slapd.conf",
             fmt::format("include /etc/ldap/schema/core.schema\n"
                         "include /etc/ldap/schema/cosine.schema\n"
                         "include /etc/ldap/schema/inetorgperson.schema\n"
                         "attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' EQUALITY integerMatch\n"
                         "  SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )\n"
                         "attributetype ( 1.2.840.113556.1.4.656 NAME 'userPrincipalName' EQUALITY caseIgnoreMatch\n"
                         "  SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )\n"
                         "modulepath /usr/lib/ldap\n"
                         "moduleload back_mdb\n"
                         "pidfile {0}/slapd.pid\n"
                         "TLSCACertificateFile {0}/ca.pem\n"
                         "TLSCertificateFile {0}/server.pem\n"
                         "TLSCertificateKeyFile {0}/server.key\n"
                         "sizelimit size.soft=1000 size.hard=1000 size.prtotal=unlimited\n"
                         "database mdb\n"
                         "maxsize 268435456\n"
                         "suffix \"{1}\"\n"
                         "rootdn \"cn=root,{1}\"\n"
                         "directory {0}/db\n"
                         "access to * by dn.exact=\"{2}\" read by anonymous auth\n",
                         folder_.string(), kBase, kReader));
}

void DirectoryServer::fill(std::string_view ldif) const {
  write_file(folder_ / "people.ldif",
             fmt::format("dn: {0}\nobjectClass: dcObject\nobjectClass: organization\no: Contoso\ndc: contoso\n\n"
                         "dn: {1}\nobjectClass: applicationProcess\nobjectClass: simpleSecurityObject\ncn: reader\n"
                         "userPassword: {2}\n\n{3}",
                         kBase, kReader, kReaderPassword, ldif));
  must({"/usr/sbin/slapadd", "-q", "-f", at("slapd.conf"), "-l", at("people.ldif")});
}

void DirectoryServer::start() {
  process_ = std::make_unique<Process>(
      Spawn{.words = {std::string(kSlapd), "-f", at("slapd.conf"), "-h", starttls() + "/ " + ldaps() + "/", "-d", "0"},
            .env = kEnvironment,
            .folder = folder_});
  wait_until("the directory server answers", [&] { return answers(port_) && answers(tls_port_); });
}

void DirectoryServer::stop() {
  process_->signal(SIGTERM);
  process_->wait();
  process_.reset();
}

CutLine::CutLine(int to_port, std::size_t bytes)
    : listener_(listen_anywhere()), port_(port_of(listener_)), to_port_(to_port), bytes_(bytes), thread_([this] {
        serve();
      }) {}

CutLine::~CutLine() {
  ::shutdown(listener_, SHUT_RDWR);  // wakes whoever waits for a call
  thread_.join();
  ::close(listener_);
}

void CutLine::serve() const {
  const int caller = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (caller < 0) return;
  const int server = connect_to(to_port_);
  std::size_t said = 0;
  while (server >= 0 && said < bytes_) {
    std::array<pollfd, 2> ends = {{{caller, POLLIN, 0}, {server, POLLIN, 0}}};
    if (::poll(ends.data(), ends.size(), -1) < 0) break;
    if (ends[0].revents != 0 && hand_on(caller, server) == 0) break;
    if (ends[1].revents == 0) continue;
    const auto more = hand_on(server, caller);
    if (more == 0) break;
    said += more;
  }
  ::close(caller);
  if (server >= 0) ::close(server);
}

}  // namespace pcadmin::e2e
