#pragma once

#include "e2e/process.hpp"
#include "e2e/site.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

/// A directory server of a test's own: OpenLDAP's slapd on loopback, with a folder, certificates and ports of its own.
namespace pcadmin::e2e {

/// Whether there is a slapd on this machine.
bool has_slapd();

/// Stopped by its process id when it goes. Everything below dc=contoso,dc=example; its name is 127.0.0.1.
class DirectoryServer {
 public:
  DirectoryServer(const Site& site, std::string_view ldif);
  ~DirectoryServer();
  DirectoryServer(const DirectoryServer&) = delete;
  DirectoryServer& operator=(const DirectoryServer&) = delete;

  std::string starttls() const { return "ldap://127.0.0.1:" + std::to_string(port_); }
  std::string ldaps() const { return "ldaps://127.0.0.1:" + std::to_string(tls_port_); }
  int tls_port() const { return tls_port_; }
  /// The authority its certificate comes from, and one that has nothing to do with it.
  std::string authority() const { return at("ca.pem"); }
  std::string other_authority() const { return at("other.pem"); }
  /// Stopped, filled anew, and started.
  void refill(std::string_view ldif);

  static constexpr std::string_view kBase = "dc=contoso,dc=example";
  static constexpr std::string_view kReader = "cn=reader,dc=contoso,dc=example";
  static constexpr std::string_view kReaderPassword = "crimson otters count lanterns";

 private:
  std::string at(std::string_view name) const { return (folder_ / name).string(); }
  void must(Words words) const;
  void make_certificates() const;
  void configure() const;
  void fill(std::string_view ldif) const;
  void start();
  void stop();

  std::filesystem::path folder_;
  int port_;
  int tls_port_;
  std::unique_ptr<Process> process_{};
};

/// Stands between a program and a server, hands on what they say, and hangs up when the server has said so much.
class CutLine {
 public:
  CutLine(int to_port, std::size_t bytes);
  ~CutLine();
  CutLine(const CutLine&) = delete;
  CutLine& operator=(const CutLine&) = delete;
  int port() const { return port_; }

 private:
  void serve() const;

  int listener_;
  int port_;
  int to_port_;
  std::size_t bytes_;
  std::thread thread_;
};

}  // namespace pcadmin::e2e
