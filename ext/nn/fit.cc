#include "nn/fit.h"

#include <algorithm>

#include "nn/calibration.h"
#include "nn/crosses.h"
#include "nn/prior.h"
#include "nn/trainer.h"
#include "nn/worker_pool.h"

namespace synth::nn {
namespace {

// The rate of the hidden layers' stage and of the last one, as parts of the first one's.
constexpr double kDeepRate = 0.3, kRefitRate = 0.1;
// Nats over all held-out rows that the hidden layers must win before they may speak: at ten thousand rows chance alone
// wins three or four now and then, and the refit, which stops nowhere, would overfit what chance let in.
constexpr double kDeepGain = 12.0;
// Nats that the held-out rows may lose by the tables, less than those have evidence in the others.
constexpr double kMaxLoss = 4.0;
// From 1 down to a hundredth, slowly at both ends.
double anneal(double part) noexcept {
  return 0.01 + 0.99 * (1.0 - part * part * (3.0 - 2.0 * part));
}

const Network& polled(const Network& network, Monitor& monitor) {
  monitor.poll();
  return network;
}

class Fit {
 public:
  Fit(Network& network, const WeightedExamples& training, const WeightedExamples& validation,
      const TrainingOptions& options, Monitor& monitor)
      : network_(network),
        training_(training),
        validation_(validation),
        options_(options),
        monitor_(monitor),
        // A batch of few cells is done before a second thread has woken.
        team_(training.size() < 2000 ? 1 : options.threads),
        trainer_(network, options, team_, monitor),
        best_(polled(network, monitor)) {
    if (held_out()) best_loss_ = score(network, validation, 1.0, team_, monitor).loss;
  }

  WorkerPool& team() noexcept { return team_; }
  bool held_out() const noexcept { return validation_.rows > 0; }

  // The linear path, then with the hidden layers.
  void stages() {
    const bool has_layers = !network_.shape.hidden.empty();
    stage(has_layers ? options_.epochs - options_.epochs / 2 : options_.epochs, options_.learning_rate, 0);
    if (!has_layers) return;
    network_.deep = true;
    stage(options_.epochs / 2, kDeepRate * options_.learning_rate, kDeepGain);
  }

  // At most `epochs` epochs, until the held-out rows have not gained for `patience` of them. The first gain must be of
  // `gain` nats over all of them.
  void stage(std::uint32_t epochs, double rate, double gain) {
    trainer_.restart();
    std::uint32_t without_gain = 0;
    double needed = gain;
    for (std::uint32_t i = 0; i < epochs && !monitor_.out_of_time(); ++i) {
      const auto number = static_cast<std::uint32_t>(fitted_.history.size() + 1);
      monitor_.begin_epoch(number, options_.epochs);
      Epoch& epoch = fitted_.history.emplace_back();
      epoch.learning_rate = rate * anneal(static_cast<double>(i) / epochs);
      epoch.train_loss = trainer_.epoch(training_, number, epoch.learning_rate, rate * anneal((i + 1.0) / epochs));
      if (monitor_.out_of_time()) {  // in the midst of it
        fitted_.history.pop_back();
        break;
      }
      if (held_out()) {
        const Score now = score(network_, validation_, 1.0, team_, monitor_);
        epoch.validation_loss = now.loss;
        epoch.validation_accuracy = now.accuracy;
      }
      monitor_.epoch(number, options_.epochs, epoch, training_.rows * number);
      // A gain that the held-out rows could show by chance is none.
      if (!held_out() || (best_loss_ - epoch.validation_loss) * validation_.rows > needed) {
        needed = 0;
        best_loss_ = epoch.validation_loss;
        best_ = network_;
        monitor_.poll();
        fitted_.best_epoch = number;
        without_gain = 0;
      } else if (++without_gain == options_.patience) {
        break;
      }
    }
    network_ = best_;
  }

  // The tables over pairs and triples of inputs. False where the held-out rows speak against them.
  bool crosses() {
    const auto nats = [&] { return score(network_, validation_, 1.0, team_, monitor_).loss * validation_.rows; };
    const double before = held_out() ? nats() : 0;
    const double evidence = fit_crosses(network_, training_, 1.0, kFoundNats, team_, monitor_);
    if (network_.crosses.empty() || !held_out() || nats() - before < evidence - kMaxLoss) return true;
    network_.crosses.clear();
    return false;
  }

  void refit(const WeightedExamples& all, std::uint32_t epochs, double rate) {
    trainer_.restart();
    best_ = network_;
    for (std::uint32_t i = 0; i < epochs; ++i) {
      monitor_.phase("learning from the held-out rows too, pass " + std::to_string(i + 1) + " of " +
                     std::to_string(epochs));
      trainer_.epoch(all, options_.epochs + i + 1, rate * anneal(static_cast<double>(i) / epochs),
                     rate * anneal((i + 1.0) / epochs));
      if (monitor_.out_of_time()) {
        network_ = best_;
        return;
      }
    }
  }

  Fitted fitted_;

 private:
  Network& network_;
  const WeightedExamples& training_;
  const WeightedExamples& validation_;
  const TrainingOptions& options_;
  Monitor& monitor_;
  WorkerPool team_;
  Trainer trainer_;
  Network best_;
  double best_loss_ = 0;
};

}  // namespace

Fitted fit(Network& network, const WeightedExamples& training, const WeightedExamples& validation,
           const WeightedExamples& all, const TrainingOptions& options, Monitor& monitor) {
  Fit fit(network, training, validation, options, monitor);
  Fitted& fitted = fit.fitted_;
  const bool learns = all.rows >= kFewestRows, refits = fit.held_out() && options.refit;
  bool crosses = false;
  if (learns) {
    fit.stages();
    monitor.phase("looking for what inputs say together");
    crosses = fit.crosses();
  }
  const bool found = !network.crosses.empty();
  // Against the prior that the network will have in the end: a label that comes only in the held-out rows is a surprise
  // to the other one, for which all labels would have to pay.
  std::vector<float> base = network.base, gate_base = network.gate_base;
  const auto change_prior = [&] {
    network.base.swap(base);
    network.gate_base.swap(gate_base);
  };
  if (refits) {
    monitor.phase("counting the categories of all rows");
    set_prior(network, all, [&monitor] { monitor.poll(); });
  }
  if (learns && fit.held_out() && options.calibrate) {
    monitor.phase("fitting the temperature on the held-out rows");
    fitted.temperature = fit_temperature(network, validation, fit.team(), monitor);
  }
  change_prior();
  monitor.phase("measuring the network on all rows");
  fitted.training = score(network, training, fitted.temperature, fit.team(), monitor);
  if (fit.held_out()) fitted.validation = score(network, validation, fitted.temperature, fit.team(), monitor);
  if (!refits) return fitted;
  change_prior();
  network.crosses.clear();
  if (fitted.best_epoch > 0) fit.refit(all, 4, kRefitRate * options.learning_rate);
  fitted.refitted = true;
  if (crosses) {
    monitor.phase("fitting what inputs say together to all rows");
    fit_crosses(network, all, fitted.temperature, found ? kFoundNats : kUnfoundNats, fit.team(), monitor);
  }
  return fitted;
}

}  // namespace synth::nn
